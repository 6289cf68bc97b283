import type { Figure } from '../../metrics/metric.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { EpochReport, Figures, RestartReport, RestartsEnd, RunEnd, RunStart } from '../observer.ts';
import type { WatchedLayer, WatchedGradients } from '../watchedGradients.ts';

/** A line of figures holds no longer list than this. */
const mostListed = 8;

/** The first line of a run: what is trained, where and how. */
export function startLine({ name, backend, about, gradients, parameters, samples, folder }: RunStart): string {
  const into = folder === undefined ? '' : `, into ${folder}`;
  return `${name}: ${counted(parameters, 'parameter')}, ${counted(samples, 'sample')}, backend ${withAbout(backend, about)}, gradients by ${gradients}${into}`;
}

/** `native (OpenBLAS 0.3.21, …)`. */
export function withAbout(backend: string, about: string | undefined): string {
  return about === undefined ? backend : `${backend} (${about})`;
}

/** One line an epoch: `epoch 3/5  loss 0.1234  accuracy 0.9654 | validation loss 0.1312  accuracy 0.9612 | 8.1 s`. */
export function epochLine({ epoch, epochs, training, validation, seconds }: EpochReport): string {
  const parts = [`epoch ${epoch}${Number.isFinite(epochs) ? `/${epochs}` : ''}  ${printFigures(training)}`];
  if (validation !== undefined) parts.push(`validation ${printFigures(validation)}`);
  return [...parts, `${seconds.toFixed(1)} s`].join(' | ');
}

/** What a look at gradients found, all layers in one line; then one a layer that is dead. */
export function gradientLines({ step, layers }: WatchedGradients): readonly string[] {
  const dead = layers.filter(({ units, deadUnits }) => units > 0 && deadUnits === units);
  return [
    `gradients of step ${step}  ${layers.map(layerText).join(' | ')}`,
    ...dead.map(({ layer, units }) => `warning: ${layer} is dead: on this batch no gradient reaches any of its ${counted(units, 'unit')}`),
  ];
}

/** `dense norm 0.0123, 4 % near 0, 2 of 64 units dead`. */
function layerText({ layer, norm, nearZero, units, deadUnits }: WatchedLayer): string {
  return `${layer} norm ${number(norm)}, ${(nearZero * 100).toFixed(0)} % near 0${deadUnits === 0 ? '' : `, ${count(deadUnits)} of ${counted(units, 'unit')} dead`}`;
}

/** `restart 2/5  seed 1234  validation.loss 0.1234`. */
export function restartLine({ restart, restarts, seed, monitor, value, reason }: RestartReport): string {
  return `restart ${restart}/${restarts}  seed ${seed}  ${Number.isNaN(value) ? reason : `${monitor} ${number(value)}`}`;
}

/** The last lines of a run. */
export function endLines({ reason, steps, seconds, best, restarts, test, folder }: RunEnd): readonly string[] {
  const lines = [`${reason} after ${counted(steps, 'step')}, ${seconds.toFixed(1)} s`];
  if (best !== undefined) lines.push(`best ${best.monitor} ${number(best.value)} in epoch ${best.epoch}`);
  if (restarts !== undefined) lines.push(keptLine(restarts));
  if (test !== undefined) lines.push(`test ${printFigures(test)}`);
  if (folder !== undefined) lines.push(`written to ${folder}`);
  return lines;
}

function keptLine({ best, monitor, all }: RestartsEnd): string {
  const kept = all.find(({ restart }) => restart === best);
  return kept === undefined ? `no restart has a ${monitor}` : `kept restart ${kept.restart} of ${all.length}, seed ${kept.seed}, ${monitor} ${number(kept.value)}`;
}

/** `loss 0.1234  accuracy 0.9654`. */
export function printFigures(figures: Figures): string {
  return Object.entries(figures).map(([name, figure]) => `${name} ${printFigure(figure)}`).join('  ');
}

/** A number, a short list as `[0.9100 0.8300]`, a longer one as its extents alone: `[10 × 10]`. */
function printFigure(figure: Figure): string {
  if (typeof figure === 'number') return number(figure);
  const extents = extentsOf(figure);
  if (sizeOf(extents) > mostListed) return `[${extents.join(' × ')}]`;
  return `[${figure.map(each => (areCounts(figure) ? count(Number(each)) : printFigure(each))).join(' ')}]`;
}

function areCounts(figures: readonly Figure[]): boolean {
  return figures.every(Number.isInteger) && figures.some(figure => Number(figure) > 1);
}

function extentsOf(figure: Figure): readonly number[] {
  return typeof figure === 'number' ? [] : [figure.length, ...extentsOf(figure[0] ?? 0)];
}

/** A figure to four decimals, or in exponents where it is too small or too large for that; a count as such. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size > 1) return count(value);
  return (size < 0.001 && size > 0) || size >= 1e6 ? value.toExponential(2) : value.toFixed(4);
}

/** 12345 as `12,345`: the numbers of a locale take Node some milliseconds to load. */
export function count(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** A number of things: `1 step`, `2,000 steps`. */
export function counted(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}
