import { axisTitle, bottomAxis, bottomAxisHeight, leftAxis, leftAxisWidth } from './axis.ts';
import { tickSize } from './chart.ts';
import { element, escapeText } from './markup.ts';
import { tickTexts } from './numberText.ts';
import { domainOf, labelsApart, linesApart, mostTicks, padded, scaleKindFor, scaleOver } from './scale.ts';
import type { Scale, ScaleKind } from './scale.ts';
import { shortened, textWidth } from './textWidth.ts';

/** What an axis shows, with its unit. */
export interface Axis {
  readonly label: string;
  /** Default: `log` where the largest value is more than 20 times the least. */
  readonly scale?: ScaleKind | undefined;
  /** The values at its ends; what lies beyond them is left out. Default: all values, with some room. */
  readonly domain?: readonly [number, number] | undefined;
  /** Whether only whole numbers are written at the axis: epochs, counts. Default: false. */
  readonly whole?: boolean | undefined;
}

/** A plot between a horizontal and a vertical axis. */
export interface Plane {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Of the whole drawing. */
  readonly height: number;
  /** The axes. */
  readonly body: string;
}

/** The values along an axis, and what it shows. */
export interface AxisValues {
  readonly axis: Axis;
  readonly values: readonly number[];
}

/** Pixels above a plot for the name of its vertical axis, and between them. */
const [nameHeight, gap] = [18, 8];

/** A plot whose axes hold all values, `head` pixels below the top of the drawing; `room` pixels stay free between it and the name of its vertical axis. */
export function planeOf(horizontal: AxisValues, vertical: AxisValues, width: number, { head, room = 0 }: { readonly head: number; readonly room?: number }): Plane {
  const top = head + nameHeight + room + gap;
  const bottom = top + Math.min(340, Math.max(200, width * 0.45));
  const y = scaleFor(vertical, [bottom, top], Math.floor((bottom - top) / 36));
  const left = leftAxisWidth(y);
  const widest = scaleFor(horizontal, [left, width], mostTicks(left, width));
  const right = width - Math.max(6, ...tickTexts(widest.ticks).map((text, index) => textWidth(text, tickSize) / 2 - (width - widest.at(widest.ticks[index] ?? 0))));
  const x = scaleFor(horizontal, [left, right], mostTicks(left, right));
  const [xName, yName] = [axisTitle(horizontal.axis.label, x), axisTitle(vertical.axis.label, y)];
  const body = element('text', { x: 0, y: head + 12 }, escapeText(shortened(yName, width, tickSize))) + leftAxis(y, { left, right }) + bottomAxis(x, xName, { top, bottom, width });
  return { x, y, left, right, top, bottom, height: bottom + bottomAxisHeight(xName, width), body };
}

/** Whether a value has a place on an axis. */
export function isShown(value: number, { kind, domain: [low, high] }: Scale): boolean {
  return Number.isFinite(value) && (kind === 'linear' || value > 0) && value >= low && value <= high;
}

function scaleFor({ axis, values }: AxisValues, range: readonly [number, number], most: number): Scale {
  const kind = axis.scale ?? scaleKindFor(axis.domain ?? values.filter(Number.isFinite));
  const horizontal = range[0] < range[1];
  return scaleOver(kind, axis.domain ?? padded(domainOf(values, kind), kind, horizontal ? 0.02 : 0.05), range, most, fitting(axis, horizontal ? labelsApart : linesApart));
}

/** Whether the labels of an axis stand apart, and say what they may. */
function fitting({ whole = false }: Axis, apart: typeof labelsApart): typeof labelsApart {
  return (ticks, at) => (!whole || ticks.every(Number.isInteger)) && apart(ticks, at);
}
