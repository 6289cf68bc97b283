import * as z from 'zod/mini';
import { defineObserver } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { ConfigError } from '../../errors.ts';
import { nodeModule } from '../../platform/node.ts';
import type { EpochReport, Figures, Observer, RestartReport, RunEnd, RunStart, StepReport } from '../observer.ts';
import type { WatchedGradients } from '../watchedGradients.ts';
import type { EventFile } from './tensorBoard/eventFile.ts';

/**
 * Writes event files that TensorBoard draws: `tensorboard --logdir runs`.
 *
 *     step/…         loss, penalty, learningRate (where the optimizer has one) and samplesPerSecond, every so many steps
 *     training/…     loss and metrics of each epoch
 *     validation/…   the same of the validation part
 *     gradients/…    norm, nearZero and deadUnits of each layer, where `training.watchGradients` asks for them
 *     test/…         loss and metrics of the trained model
 *
 * All lie over the number of the step. A figure that is a list of numbers gives one curve an element, `training/recall/0`; tables are left out. Of a run with restarts each has
 * a folder of its own, `restart-1`, …, and the test figures of the best lie beside these.
 * `folder`: where the files go; `tensorboard` in the run's folder if left out. `every`: steps from one event to the next, 10 if left out.
 * Throws a ConfigError where neither the option nor the run names a folder, where it cannot be written to, and outside Node.
 */
export const tensorBoard = defineObserver({
  name: 'tensorBoard',
  summary: 'event files for TensorBoard: figures of steps and epochs',
  options: () => z.strictObject({
    /** Where the files go; `tensorboard` in the run’s folder if left out. */
    folder: z.optional(z.string().check(z.minLength(1))),
    /** Steps from one event to the next. */
    every: withDefault(z.int().check(z.positive()), 10),
  }),
  shorthand: 'folder',
  create: ({ folder, every }) => new TensorBoard(folder, every),
});

class TensorBoard implements Observer {
  private readonly wanted: string | undefined;
  private readonly every: number;
  private folder = '';
  private restarts: number | undefined;
  private file: EventFile | undefined;
  private open: ((folder: string) => EventFile) | undefined;

  constructor(wanted: string | undefined, every: number) {
    this.wanted = wanted;
    this.every = every;
  }

  async started(run: RunStart): Promise<void> {
    this.folder = this.wanted ?? insideRun(run);
    this.restarts = run.restarts;
    // The library that encodes events is loaded where there are some.
    const { EventFile } = await import('./tensorBoard/eventFile.ts');
    this.open = folder => new EventFile(folder);
    this.file = this.open(this.folderOf(1));
  }

  stepped(report: StepReport): void {
    if (report.step % this.every === 0) this.file?.add(report.step, stepScalars(report));
  }

  gradientsWatched({ step, layers }: WatchedGradients): void {
    for (const { layer, norm, nearZero, deadUnits } of layers) this.file?.add(step, prefixed(`gradients/${layer}/`, { norm, nearZero, deadUnits }));
  }

  epochEnded({ step, training, validation }: EpochReport): void {
    this.file?.add(step, { ...figureScalars('training/', training), ...(validation && figureScalars('validation/', validation)) });
    this.file?.flush();
  }

  restartEnded({ restart, restarts }: RestartReport): void {
    this.file?.flush();
    if (restart < restarts) this.file = this.open?.(this.folderOf(restart + 1));
  }

  finished({ test, steps, restarts }: RunEnd): void {
    const file = restarts === undefined || test === undefined ? this.file : this.open?.(this.folder);
    if (test !== undefined) file?.add(steps, figureScalars('test/', test));
    file?.flush();
  }

  private folderOf(restart: number): string {
    return this.restarts === undefined ? this.folder : nodeModule('node:path').join(this.folder, `restart-${restart}`);
  }
}

function insideRun({ folder }: RunStart): string {
  if (folder !== undefined) return nodeModule('node:path').join(folder, 'tensorboard');
  throw new ConfigError('there is no folder for the events of TensorBoard', { where: 'observers: tensorBoard', got: 'no `folder`, and a run that writes nothing', expected: 'the option `folder`, or a run with `output`' });
}

function stepScalars({ loss, penalty, samplesPerSecond, learningRate }: StepReport): Record<string, number> {
  return prefixed('step/', { loss, penalty, samplesPerSecond, ...(learningRate !== undefined && { learningRate }) });
}

/** Numbers by the names of the figures; the numbers of a list by their places in it. */
function figureScalars(start: string, figures: Figures): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).flatMap(([name, figure]): [string, number][] => {
    if (typeof figure === 'number') return [[`${start}${name}`, figure]];
    return figure.flatMap((value, index): [string, number][] => (typeof value === 'number' ? [[`${start}${name}/${index}`, value]] : []));
  }));
}

function prefixed(start: string, scalars: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(scalars).map(([name, value]) => [`${start}${name}`, value]));
}
