import type { EpochReport, Observer, RestartReport, RunEnd, RunStart, StepReport } from '../training/observer.ts';

const unknown = Number.POSITIVE_INFINITY;

const start: Omit<RunStart, 'folder'> = { name: 'rare', backend: 'typescript', about: undefined, gradients: 'backprop', parameters: 0, samples: unknown, stepsPerEpoch: unknown, epochs: unknown, restarts: 2 };
const step: StepReport = { step: 1, epoch: 1, stepInEpoch: 1, stepsPerEpoch: unknown, loss: 1e-30, penalty: 0, samplesPerSecond: unknown };
const epoch: EpochReport = { epoch: 1, epochs: unknown, step: 1, training: { loss: 1e30, precision: [0, 1], confusionMatrix: [[1, 0], [0, 1]] }, validation: undefined, seconds: 0 };
const watched = { step: 1, epoch: 1, threshold: 1e-7, layers: [{ layer: 'dense', norm: 0, nearZero: 1, units: 2, deadUnits: 2 }] };
const restart: RestartReport = { restart: 1, restarts: 2, seed: 0, monitor: 'training.loss', value: Number.NaN, reason: 'not finite', steps: 1, seconds: 0 };
const end: Omit<RunEnd, 'folder'> = {
  reason: 'failed', epochs: 1, steps: 1, seconds: 0, best: undefined, test: undefined, gradients: watched, restarts: { count: 2, monitor: 'training.loss', best: undefined, all: [restart] },
};

type Telling = (observer: Observer) => void | Promise<void>;

/** What observers of a run that writes into a folder are seldom told: a stream without end, no validation, tables, a dead layer, figures that are not finite, a failure, an end before any step. All throw where they are changed. */
export function rareEvents(folder: string | undefined): Readonly<Record<string, Telling>> {
  return {
    'finished before any step': observer => observer.finished?.(deepFrozen({ ...end, steps: 0, epochs: 0, folder })),
    started: observer => observer.started?.(deepFrozen({ ...start, folder })),
    gradientsWatched: observer => observer.gradientsWatched?.(deepFrozen(watched)),
    stepped: observer => observer.stepped?.(deepFrozen(step)),
    epochEnded: observer => observer.epochEnded?.(deepFrozen(epoch)),
    restartEnded: observer => observer.restartEnded?.(deepFrozen(restart)),
    finished: observer => observer.finished?.(deepFrozen({ ...end, folder })),
  };
}

function deepFrozen<T>(value: T): T {
  const copy = structuredClone(value);
  freeze(copy);
  return copy;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(freeze);
  Object.freeze(value);
}
