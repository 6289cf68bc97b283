import type { Session } from '../../src/backends/backend.ts';
import type { LayerInput, MetricInput, ReferenceInput } from '../../src/components/definition.ts';
import { datasetFromArrays } from '../../src/data/arrays.ts';
import type { Column, Dataset } from '../../src/data/dataset.ts';
import { backprop } from '../../src/gradients/backprop.ts';
import type { Optimizer } from '../../src/optimizers/optimizer.ts';
import type { Denominator } from '../../src/training/denominator.ts';
import { EpochFigures } from '../../src/training/epochFigures.ts';
import { gradientReport } from '../../src/training/gradientReport.ts';
import type { GradientReport, ReportOptions } from '../../src/training/gradientReport.ts';
import type { HostTensor } from '../../src/training/hostTensor.ts';
import { initialState } from '../../src/training/initialState.ts';
import { buildModel } from '../../src/model/model.ts';
import type { EpochReport, Figures } from '../../src/training/observer.ts';
import { predictDataset } from '../../src/training/predictDataset.ts';
import { stateEntries } from '../../src/training/recordStep.ts';
import type { ColumnType, Objective } from '../../src/model/recordTraining.ts';
import { StepCompiler } from '../../src/training/stepCompiler.ts';
import type { CompilerParts } from '../../src/training/stepCompiler.ts';
import { Trainer } from '../../src/training/trainer.ts';
import { feedBatch } from '../../src/training/userBatch.ts';
import type { Batch } from '../../src/training/userBatch.ts';
import { readWeights, weightState } from '../../src/training/weights.ts';
import type { Weights } from '../../src/training/weights.ts';
import type { Bench } from './golden.ts';

/** The seed of what is drawn: masks of dropout, initial values. */
export const seed = 7;

/** A layout of samples that are not standardised. */
const asGiven = { inputs: [], targets: [], standardisation: {} };

/** What a network is made of, as a config would write it. */
export interface Design {
  readonly model: LayerInput;
  readonly loss?: ReferenceInput<'loss'>;
  readonly optimizer?: ReferenceInput<'optimizer'>;
  readonly metrics?: Readonly<Record<string, MetricInput>>;
}

/** A model with its loss, optimizer and metrics on a backend: the parts of which a run is made, without its files and observers. */
export class Network {
  readonly objective: Objective;
  private readonly session: Session;
  private readonly parts: CompilerParts;
  private readonly compiler: StepCompiler;

  /** The batch tells the shapes of inputs and targets. */
  constructor({ registry, backend }: Bench, design: Design, batch: Batch) {
    const { inputs, targets } = datasetOf(batch);
    const model = buildModel(registry.create('layer', design.model), inputs.map(({ shape }) => shape), registry.nameOf);
    const optimizer: Optimizer = registry.create('optimizer', design.optimizer ?? 'sgd');
    const metrics = Object.entries(design.metrics ?? {}).map(([name, metric]) => [name, registry.create('metric', metric)] as const);
    this.objective = {
      model,
      losses: design.loss === undefined ? [] : [{ loss: registry.create('loss', design.loss), weight: 1 }],
      metrics: Object.fromEntries(metrics),
      inputTypes: inputs.map(typeOf),
      targets: targets.map(typeOf),
    };
    this.session = backend.open(stateEntries(model, optimizer));
    this.session.write(initialState(model, optimizer, seed));
    this.parts = { backend, session: this.session, objective: this.objective, optimizer, engine: backprop, seed };
    this.compiler = new StepCompiler(this.parts);
  }

  /** Overwrites weights by path. */
  setWeights(weights: Readonly<Record<string, ArrayLike<number> | HostTensor>>): void {
    this.session.write(weightState(this.objective.model, weights));
  }

  weights(): Promise<Weights> {
    return readWeights(this.session, this.objective.model);
  }

  /** Loss, penalty, outputs and all gradients of a batch, noise drawn as in training. */
  report(batch: Batch, { denominator, ...options }: ReportOptions & { readonly denominator?: Denominator } = {}): Promise<GradientReport> {
    return gradientReport(this.compiler, this.objective, asGiven, { dataset: datasetOf(batch), denominator }, options);
  }

  /** The outputs for a batch outside training. */
  predict(batch: Batch): Promise<readonly HostTensor[]> {
    const dataset = datasetOf(batch);
    return predictDataset(this.compiler, this.objective.model.outputs, dataset, dataset.count);
  }

  /** The metrics over several batches, and those that `figures` has added up before. */
  async figures(batches: readonly Batch[], figures = new EpochFigures(this.objective)): Promise<Figures> {
    for (const batch of batches) {
      const dataset = datasetOf(batch);
      const compiled = this.compiler.get('evaluate', dataset.count);
      await compiled.executable.run(1, () => {
        compiled.prepare(0);
        feedBatch(compiled, { dataset });
      }, () => figures.add(compiled, dataset.count));
    }
    return figures.figures;
  }

  /** Trains on a batch as the data set, cut in its own order. */
  async train(batch: Batch, epochs: number, batchSize: number): Promise<readonly EpochReport[]> {
    const reports: EpochReport[] = [];
    const trainer = new Trainer({ ...this.parts, compiler: this.compiler, schedules: [] });
    await trainer.train({ epochs, batchSize, shuffle: false }, { train: datasetOf(batch) }, [{ epochEnded: report => void reports.push(report) }]);
    return reports;
  }
}

function datasetOf({ inputs, targets, weights }: Batch): Dataset {
  return datasetFromArrays({ inputs, targets, weights: weights && Array.from(weights) }, 'golden ');
}

function typeOf({ shape, dtype }: Column): ColumnType {
  return { shape, dtype };
}
