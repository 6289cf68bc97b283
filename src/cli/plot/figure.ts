import type { Chart } from '../../charts/chart.ts';
import type { Column, Dataset } from '../../data/dataset.ts';
import { unstandardise } from '../../data/standardise.ts';
import type { HostTensor } from '../../training/hostTensor.ts';
import type { Run } from '../../training/run.ts';
import type { History } from './history.ts';

/** A chart with the name of its file. */
export interface NamedChart {
  readonly name: string;
  readonly chart: Chart;
}

/** The charts of a figure, or in words why the run has none. */
export type Made = readonly NamedChart[] | string;

/** Samples that the run was not trained on, where it has such, with what the model answers to them. */
export interface Answers {
  readonly part: 'test' | 'validation' | 'train';
  readonly dataset: Dataset;
  readonly outputs: readonly HostTensor[];
}

/** What figures are made of; the model is opened, and its answers are computed, when a figure first needs them. */
export interface PlotSource {
  readonly history: History;
  /** In words, where the run has no model. */
  readonly run: () => Promise<Run | string>;
  /** In words, where there are no samples. */
  readonly answers: () => Promise<Answers | string>;
}

/** Draws a figure of a run. */
export type Draw = (source: PlotSource) => Made | Promise<Made>;

/** The values of a column in the units of the data: without its scale and its standardisation. */
export function dataValues({ name, scale = 1, values }: Column, run: Run): Float64Array {
  const statistics = run.parts.layout.standardisation[name];
  return statistics === undefined ? Float64Array.from(values, value => value * scale) : unstandardise(values, statistics);
}

/** A path as the name of a file. */
export function fileName(kind: string, path: string): string {
  return `${kind}-${path.replaceAll(/[^\w]+/gu, '-')}`;
}
