import type { DataParts, Dataset } from '../data/dataset.ts';
import { ChainruleError } from '../errors.ts';
import { parameterCount } from '../model/model.ts';
import { asError } from './asError.ts';
import { batchRuns } from './batchRuns.ts';
import { epochLength } from './epochLength.ts';
import type { Learning } from './learning.ts';
import { metricsFile } from './metricsFile.ts';
import type { Figures, RunEnd, RunStart } from './observer.ts';
import { requireMonitorable } from './requireMonitorable.ts';
import { requireTrainable } from './requireTrainable.ts';
import type { Monitor } from './requireTrainable.ts';
import type { RunOutput, RunParts } from './runParts.ts';
import type { TrainingEnd } from './trainer.ts';
import type { TrainingOptions } from './trainingOptions.ts';

export interface CourseParts {
  readonly parts: RunParts;
  readonly settings: TrainingOptions;
  readonly data: DataParts;
  readonly learning: Learning;
  /** The model as it is now, as the bytes of a file. */
  readonly toBytes: () => Promise<Uint8Array>;
  readonly evaluate: (dataset: Dataset) => Promise<Figures>;
}

/** One call of `train`: what is known to fail is refused first; then it learns, tells the observers, and fills the run folder. */
export class TrainingCourse {
  private readonly course: CourseParts;

  constructor(course: CourseParts) {
    this.course = course;
  }

  /** What was learned is saved and summed up, whatever ends it. */
  async run(): Promise<RunEnd> {
    const { parts, settings, data, learning, toBytes } = this.course;
    this.prepare();
    const output = await this.openOutput();
    const observers = output === undefined ? parts.observers : [...parts.observers, metricsFile(output)];
    const start = this.startReport(output);
    for (const observer of observers) await observer.started?.(start);
    const ended = await learning.train(settings, data, observers).finally(async () => output?.write('model.safetensors', await toBytes()));
    const { error, ...end } = await this.tested(ended);
    const report = { ...end, folder: output?.path };
    const summary = { name: parts.name, backend: parts.backend.name, gradients: parts.engine.name, ...report, error: error?.message };
    await output?.write('summary.json', `${JSON.stringify(summary, undefined, 2)}\n`);
    for (const observer of observers) await observer.finished?.(report);
    if (error !== undefined) throw withKept(error, output);
    return report;
  }

  /** Compiles what will be needed, the ragged last batch too: what does not fit is told before the first step. */
  private prepare(): void {
    const { parts: { objective }, settings: { batchSize, steps, watchGradients }, data, learning: { compiler } } = this.course;
    const monitors = this.monitors();
    requireTrainable(this.course.settings, data, Object.keys(objective.metrics), monitors);
    const step = compiler.get('train', batchSize);
    for (const { size, first } of batchRuns(epochLength(data, batchSize).samples, batchSize)) if (first < (steps ?? first + 1)) compiler.get('train', size);
    if (watchGradients !== undefined) compiler.get('watch', batchSize);
    for (const monitor of monitors) requireMonitorable(monitor, objective, step);
  }

  private async openOutput(): Promise<RunOutput | undefined> {
    const { openOutput, description, configText } = this.course.parts;
    if (openOutput === undefined) return undefined;
    const { requireStorable } = await import('./modelFile.ts');
    requireStorable(description);
    const output = await openOutput();
    await output.write('config.yaml', await configText());
    return output;
  }

  /** The end with the figures of the test part, where it was reached. */
  private async tested(end: TrainingEnd): Promise<TrainingEnd & Pick<RunEnd, 'test'>> {
    const { data: { test }, evaluate } = this.course;
    if (test === undefined || end.reason === 'interrupted' || end.error !== undefined) return { ...end, test: undefined };
    try {
      return { ...end, test: await evaluate(test) };
    } catch (thrown) {
      return { ...end, test: undefined, reason: 'failed', error: asError(thrown) };
    }
  }

  /** The figures that something follows. */
  private monitors(): readonly Monitor[] {
    const { settings: { earlyStopping, restarts }, parts: { schedules } } = this.course;
    const following = Object.entries({ earlyStopping, restarts });
    const own = following.flatMap(([key, options]) => (options?.monitor === undefined ? [] : [{ monitor: options.monitor, mode: options.mode, where: `training.${key}.monitor` }]));
    return [...own, ...schedules.map(({ schedule: { monitor, mode }, where }) => ({ monitor, mode, where }))];
  }

  private startReport(output: RunOutput | undefined): RunStart {
    const { parts: { name, backend, engine, objective }, settings: { batchSize, epochs, restarts }, data } = this.course;
    const { samples, steps } = epochLength(data, batchSize);
    return {
      name, backend: backend.name, about: backend.about, gradients: engine.name, parameters: parameterCount(objective.model), samples,
      stepsPerEpoch: steps, epochs, restarts: restarts !== undefined && restarts.count > 1 ? restarts.count : undefined, folder: output?.path,
    };
  }
}

/** The error with the word where the work is; that of a bug has its own stack as the cause. */
function withKept(error: Error, output: RunOutput | undefined): Error {
  const kept = `the weights from before it are in ${output === undefined ? 'the run' : `${output.path}/model.safetensors`}`;
  if (!(error instanceof ChainruleError)) return new Error(`${error.message}; ${kept}`, { cause: error });
  const { next } = error.details;
  return error.withDetails({ next: next === undefined ? kept : `${next}; ${kept}` });
}
