import type { Backend, Session, StateEntry } from '../backends/backend.ts';
import type { Model } from '../model/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { HostArray } from '../tensor/dtype.ts';
import { CompiledStep } from './compiledStep.ts';
import { initialState, slotsFromParameters } from './initialState.ts';
import { longestStretch } from './passProgress.ts';
import { pause } from './pause.ts';
import { recordMinimization, recordValue } from './recordMinimization.ts';
import type { ScalarFunction } from './recordMinimization.ts';
import { stateEntries } from './recordStep.ts';
import { readingStandIns, withStandIns } from './standIns.ts';

/** What is minimised, from where, and by what. */
export interface MinimizationProblem {
  readonly f: ScalarFunction;
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** First values by path, in full precision. */
  readonly start: Readonly<Record<string, ArrayLike<number>>>;
  readonly backend: Backend;
  readonly seed: number;
}

/** When to end, and whom to tell. */
export interface MinimizationLimits {
  readonly steps: number;
  readonly tolerance?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: MinimizationStep) => boolean | void) | undefined;
}

/** A step: f at the parameters before its update, and the largest |∂f/∂x| there. */
export interface MinimizationStep {
  /** From 0. */
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

export type EndReason = 'finished' | 'converged' | 'stopped' | 'interrupted' | 'not finite';

export interface MinimizationEnd {
  readonly reason: EndReason;
  /** Updates that led to the parameters. */
  readonly steps: number;
  /** f at the parameters; where it was not finite, at the last ones at which it was. */
  readonly value: number;
  readonly parameters: Readonly<Record<string, HostArray>>;
}

/** So many steps at most are handed to a backend at once: one that takes several in one call makes room for all. */
const mostAtOnce = 256;

/** Minimises a function in a session of its own. */
export class Minimization {
  private readonly problem: MinimizationProblem;
  private readonly session: Session;
  private readonly compiled: CompiledStep;
  private steps = 0;
  private value = Number.NaN;

  constructor(problem: MinimizationProblem) {
    const { f, model, optimizer, backend, seed, start } = problem;
    this.problem = problem;
    const good = model.parameters.map(({ path, shape }): StateEntry => ({ name: `good/${path}`, shape, dtype: 'float' }));
    this.session = backend.open([...stateEntries(model, optimizer), ...good]);
    const parameters = prefixed('parameters/', start);
    this.session.write({ ...initialState(model, optimizer, seed), ...parameters, ...slotsFromParameters(model, optimizer, parameters), ...prefixed('good/', start) });
    this.compiled = new CompiledStep(this.session, recordMinimization(model, optimizer, f), 0, { seed });
  }

  async run(limits: MinimizationLimits): Promise<MinimizationEnd> {
    let reason: EndReason | undefined = limits.signal?.aborted === true ? 'interrupted' : undefined;
    while (reason === undefined && this.steps < limits.steps) {
      reason = await this.stretch(limits);
      await pause();
      if (limits.signal?.aborted === true) reason ??= 'interrupted';
    }
    return reason === 'converged' || reason === 'not finite' ? this.before(reason) : this.after(reason ?? 'finished');
  }

  dispose(): void {
    this.session.dispose();
  }

  private async stretch({ steps, tolerance, onStep }: MinimizationLimits): Promise<EndReason | undefined> {
    const [first, deadline] = [this.steps, performance.now() + longestStretch];
    let reason: EndReason | undefined;
    const after = () => {
      const step = { step: this.steps, value: this.compiled.number('value'), slope: this.compiled.number('slope') };
      if (!Number.isFinite(step.value)) reason = 'not finite';
      else reason = this.stepped(step, tolerance, onStep);
      return reason === undefined && performance.now() < deadline;
    };
    await this.compiled.executable.run(Math.min(steps - first, mostAtOnce), index => this.compiled.prepare(first + index), after);
    return reason;
  }

  private stepped(step: MinimizationStep, tolerance: number | undefined, onStep: MinimizationLimits['onStep']): EndReason | undefined {
    this.value = step.value;
    const goOn = onStep?.(step);
    if (tolerance !== undefined && step.slope <= tolerance) return 'converged';
    this.steps++;
    return goOn === false ? 'stopped' : undefined;
  }

  /** The last parameters at which f was finite: the update of the step after them is left out. */
  private async before(reason: EndReason): Promise<MinimizationEnd> {
    const { model } = this.problem;
    const state = await this.session.read(model.parameters.map(({ path }) => `good/${path}`));
    const steps = reason === 'converged' ? this.steps : Math.max(0, this.steps - 1);
    return { reason, steps, value: this.value, parameters: byPath(model, path => state[`good/${path}`]) };
  }

  private async after(reason: EndReason): Promise<MinimizationEnd> {
    const { f, model, optimizer, seed } = this.problem;
    const last = new CompiledStep(this.session, readingStandIns(recordValue(model, f), model, optimizer), 0, { seed });
    await last.executable.run(1, () => last.prepare(this.steps), () => true);
    const value = last.number('value');
    if (!Number.isFinite(value)) return this.before('not finite');
    const state = withStandIns(await this.session.read(), model, optimizer);
    return { reason, steps: this.steps, value, parameters: byPath(model, path => state[`parameters/${path}`]) };
  }
}

function byPath(model: Model, valuesOf: (path: string) => HostArray | undefined): Record<string, HostArray> {
  return Object.fromEntries(model.parameters.map(({ path }) => [path, valuesOf(path) ?? new Float64Array()]));
}

function prefixed<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}${name}`, value]));
}
