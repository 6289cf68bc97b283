import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle, symbolWye } from 'd3-shape';
import { element } from './markup.ts';
import { colour, seriesColour } from './palette.ts';

/** Shapes tell series apart where colours do not. */
const shapes = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolWye];

/** The marker of the series at a place, `area` square pixels large; `outlined` sets it off from colours that it stands on. */
export function marker(index: number, x: number, y: number, { area = 52, mark = true, outlined = false, title = '' } = {}): string {
  const shape = shapes[(index + Math.floor(index / shapes.length)) % shapes.length] ?? symbolCircle;
  const d = symbol(shape, area)() ?? '';
  return element('path', { class: mark ? 'mark' : undefined, d, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, fill: seriesColour(index), stroke: outlined ? colour('surface') : undefined }, title);
}
