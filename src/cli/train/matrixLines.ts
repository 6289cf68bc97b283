import { count, number } from '../../training/observers/figures.ts';
import { table } from '../table.ts';
import type { Comparison } from './compareCurves.ts';
import { trainedOf } from './matrixEntry.ts';
import type { MatrixEntry, Trained } from './matrixEntry.ts';

/** The comparison of a matrix of backends, for people. */
export function matrixLines(entries: readonly MatrixEntry[], comparison: Comparison): readonly string[] {
  const trained = trainedOf(entries);
  return [...(trained.length === 0 ? [] : tableLines(trained, comparison)), ...entries.flatMap(untrainedLine), ...verdictLines(comparison), ...trained.flatMap(({ backend, folder }) => (folder === undefined ? [] : [`${backend} is written to ${folder}`]))];
}

function tableLines(trained: readonly Trained[], comparison: Comparison): readonly string[] {
  const names = [...new Set(trained.flatMap(({ figures }) => Object.entries(figures?.figures ?? {}).flatMap(([name, figure]) => (typeof figure === 'number' ? [name] : []))))];
  const part = trained[0]?.figures?.part ?? '';
  const head = ['backend', 'epochs', 'steps', 'steps/s', 'start-up', 'training', ...names.map(name => `${part} ${name}`), 'difference'];
  return table([head, ...trained.map(entry => rowOf(entry, names, comparison))], [...head.keys()].slice(1));
}

function rowOf({ backend, ran, losses, steps, stepsPerSecond, startUpSeconds, seconds, figures, reason }: Trained, names: readonly string[], { reference, differences }: Comparison): readonly string[] {
  const difference = differences.find(own => own.backend === backend)?.largest;
  const figure = (name: string) => figures?.figures[name];
  return [
    `${backend}${backend === ran ? '' : ` (${ran})`}${reason === 'interrupted' ? ', interrupted' : ''}`, String(losses.length), count(steps), count(Math.round(stepsPerSecond)), `${startUpSeconds.toFixed(2)} s`, `${seconds.toFixed(2)} s`,
    ...names.map(figure).map(value => (typeof value === 'number' ? number(value) : '')),
    difference === undefined ? (backend === reference ? 'reference' : '') : difference.toExponential(1),
  ];
}

function untrainedLine(entry: MatrixEntry): readonly string[] {
  if ('losses' in entry) return [];
  return [`${entry.backend}: ${'missing' in entry ? entry.missing : entry.failed}${entry.next === undefined ? '' : `; next: ${entry.next}`}`];
}

/** Rounding grows from step to step, so that long curves part in the end; where they part says how. */
function verdictLines({ reference, tolerance, agree, differences }: Comparison): readonly string[] {
  if (agree === undefined || reference === undefined) return [];
  const within = `relative ${tolerance.relative}, absolute ${tolerance.absolute}`;
  if (agree) return [`the curves agree: no epoch's training loss is further from that of ${reference} than ${within}`];
  return differences.flatMap(({ backend, apartFrom, largest, epoch }) => (apartFrom === undefined ? [] : [
    `the curve of ${backend} parts from that of ${reference} in epoch ${apartFrom} (tolerance ${within}); the largest difference is ${largest.toExponential(1)} in epoch ${epoch}`,
  ]));
}
