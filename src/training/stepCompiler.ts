import type { Backend, Session } from '../backends/backend.ts';
import { shown } from '../components/shown.ts';
import { BackendError, ConfigError } from '../errors.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { CompiledStep } from './compiledStep.ts';
import { recordEvaluation, recordPrediction, recordReport, recordStep } from './recordStep.ts';
import type { Recorded } from './recordStep.ts';
import { recordWatch } from './recordWatch.ts';
import { requireStepMemory } from './requireMemory.ts';
import { readingStandIns } from './standIns.ts';
import type { Objective } from '../model/recordTraining.ts';

const purposes = ['train', 'evaluate', 'predict', 'report', 'watch'] as const;

/** The purposes that a model is compiled for. */
export type Purpose = typeof purposes[number];

export interface CompilerParts {
  readonly backend: Backend;
  readonly session: Session;
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly engine: GradientEngine;
  readonly seed: number;
}

/** Executables kept a purpose: a caller whose batches have many sizes would fill the memory otherwise. */
const mostKept = 8;

/** Compiles a model for a purpose and a batch size once, and keeps what it compiled; of many sizes, those last used. */
export class StepCompiler {
  readonly parts: CompilerParts;
  private readonly compiled: ReadonlyMap<Purpose, Map<number, CompiledStep>> = new Map(purposes.map(purpose => [purpose, new Map()]));

  constructor(parts: CompilerParts) {
    this.parts = parts;
  }

  /** The compiled step; throws a BackendError that names the layer, where the backend lacks an operation, and a ConfigError for an unknown purpose. */
  get(purpose: Purpose, batchSize: number): CompiledStep {
    const kept = this.compiled.get(purpose);
    if (kept === undefined) throw unknownPurpose(purpose);
    const step = kept.get(batchSize) ?? this.compile(purpose, batchSize);
    kept.delete(batchSize);
    kept.set(batchSize, step);
    const [[oldest, least] = []] = kept.size > mostKept ? kept : [];
    if (oldest !== undefined) kept.delete(oldest);
    least?.dispose();
    return step;
  }

  /** The recorded graph of a purpose, not compiled: to print, to count, to compare with what a backend can do. */
  record(purpose: Purpose, batchSize: number, { objective, optimizer, engine }: CompilerParts = this.parts): Recorded {
    const outsideTraining = (recorded: Recorded) => readingStandIns(recorded, objective.model, optimizer);
    switch (purpose) {
      case 'train': return recordStep(objective, optimizer, engine, batchSize);
      case 'evaluate': return outsideTraining(recordEvaluation(objective, batchSize));
      case 'predict': return outsideTraining(recordPrediction(objective, batchSize));
      case 'report': return recordReport(objective, engine, batchSize);
      case 'watch': return recordWatch(objective, engine, batchSize);
      default: throw unknownPurpose(purpose);
    }
  }

  /** The compiled step of a recorded graph, which is not kept. Throws a BackendError as `get` does. */
  compile(purpose: Purpose, batchSize: number, recorded = this.record(purpose, batchSize)): CompiledStep {
    const { backend, session, seed } = this.parts;
    refuseGaps(backend, recorded);
    requireStepMemory(recorded.graph, backend.precision, { purpose, batchSize });
    return new CompiledStep(session, recorded, batchSize, { seed });
  }

  dispose(): void {
    for (const kept of this.compiled.values()) {
      for (const step of kept.values()) step.dispose();
      kept.clear();
    }
  }

}

/** Code without types can ask for anything. */
function unknownPurpose(purpose: unknown): ConfigError {
  return new ConfigError('a model is not compiled for that', { where: 'purpose', got: shown(purpose), expected: `one of ${purposes.join(', ')}` });
}

function refuseGaps(backend: Backend, { graph }: Recorded): void {
  const [first, ...others] = backend.gaps(graph);
  if (first === undefined) return;
  if (first.operation === 'gradient') throw new BackendError(`the backend ${backend.name} does not differentiate by itself`, { where: 'gradients', got: 'autodiff', expected: 'backprop, or a backend that does', next: first.reason });
  const more = [...new Set(others.map(gap => gap.operation))].filter(operation => operation !== first.operation);
  throw new BackendError(`the backend ${backend.name} cannot run the operation ${first.operation}${more.length === 0 ? '' : ` (nor ${more.join(', ')})`}`, {
    where: first.path === '' ? undefined : first.path, got: first.operation, next: first.reason,
  });
}
