import type { Backend, Session } from '../backends/backend.ts';
import { BackendError } from '../errors.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { CompiledStep } from './compiledStep.ts';
import { recordEvaluation, recordPrediction, recordReport, recordStep } from './recordStep.ts';
import type { Recorded } from './recordStep.ts';
import type { Objective } from '../model/recordTraining.ts';

/** The purposes that a model is compiled for. */
export type Purpose = 'train' | 'evaluate' | 'predict' | 'report';

export interface CompilerParts {
  readonly backend: Backend;
  readonly session: Session;
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly engine: GradientEngine;
  readonly seed: number;
}

/** Compiles a model for a purpose and a batch size once, and keeps what it compiled. */
export class StepCompiler {
  private readonly parts: CompilerParts;
  private readonly compiled = new Map<string, CompiledStep>();

  constructor(parts: CompilerParts) {
    this.parts = parts;
  }

  /** The compiled step; throws a BackendError that names the layer, where the backend lacks an operation. */
  get(purpose: Purpose, batchSize: number): CompiledStep {
    const key = `${purpose} ${batchSize}`;
    const step = this.compiled.get(key) ?? this.compile(purpose, batchSize);
    this.compiled.set(key, step);
    return step;
  }

  /** The recorded graph of a purpose, not compiled: to print, to count, to compare with what a backend can do. */
  record(purpose: Purpose, batchSize: number): Recorded {
    const { objective, optimizer, engine } = this.parts;
    switch (purpose) {
      case 'train': return recordStep(objective, optimizer, engine, batchSize);
      case 'evaluate': return recordEvaluation(objective, batchSize);
      case 'predict': return recordPrediction(objective, batchSize);
      case 'report': return recordReport(objective, engine, batchSize);
    }
  }

  /** Bytes held by everything that was compiled. */
  get bytes(): number {
    return [...this.compiled.values()].reduce((sum, { executable }) => sum + executable.bytes, 0);
  }

  dispose(): void {
    for (const step of this.compiled.values()) step.dispose();
    this.compiled.clear();
  }

  private compile(purpose: Purpose, batchSize: number): CompiledStep {
    const { backend, session, seed } = this.parts;
    const recorded = this.record(purpose, batchSize);
    refuseGaps(backend, recorded);
    return new CompiledStep(session, recorded, batchSize, { seed });
  }
}

function refuseGaps(backend: Backend, { graph }: Recorded): void {
  const [first, ...others] = backend.gaps(graph);
  if (first === undefined) return;
  const more = [...new Set(others.map(gap => gap.operation))].filter(operation => operation !== first.operation);
  throw new BackendError(`the backend ${backend.name} cannot run the operation ${first.operation}${more.length === 0 ? '' : ` (nor ${more.join(', ')})`}`, {
    where: first.path === '' ? undefined : first.path, got: first.operation, next: first.reason,
  });
}
