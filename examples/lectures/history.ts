import { defineObserver, z } from 'chainrule';
import type { EpochReport, Reference } from 'chainrule';
import type { Series } from 'chainrule/charts';

/** What a run tells of its epochs, and the observer that gathers it: `openConfig(…, { observers: [observer] })`. */
export interface History {
  readonly epochs: readonly EpochReport[];
  readonly observer: Reference<'observer'>;
}

/** An empty history, for one run. */
export function newHistory(): History {
  const epochs: EpochReport[] = [];
  const history = defineObserver({
    name: 'history',
    summary: 'keeps the reports of the epochs',
    options: () => z.strictObject({}),
    create: () => ({ epochEnded: report => { epochs.push(report); } }),
  });
  return { epochs, observer: history() };
}

/** A figure of a part by epoch, as a line of a chart. */
export function curveOf({ epochs }: History, part: 'training' | 'validation', figure: string, name: string = part): Series {
  return { name, points: epochs.map(report => ({ x: report.epoch, y: Number(report[part]?.[figure]) })) };
}
