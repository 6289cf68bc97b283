import type { Session, StateEntry } from '../../src/backends/backend.ts';
import type { ReferenceInput } from '../../src/components/definition.ts';
import type { Initializer } from '../../src/initializers/initializer.ts';
import type { Layer } from '../../src/layers/layer.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { CompiledStep } from '../../src/training/compiledStep.ts';
import { initialState } from '../../src/training/initialState.ts';
import { buildModel } from '../../src/model/model.ts';
import type { Model } from '../../src/model/model.ts';
import { recordUpdate, stateEntries } from '../../src/training/recordStep.ts';
import type { Bench } from './golden.ts';

/** The layer whose parameters `parameterModel` makes. */
const holder = 'held';

/** A model that is nothing but parameters of these shapes; each goes by `held/<name>`. */
export function parameterModel(shapes: Readonly<Record<string, Shape>>, initializer: Initializer): Model {
  const parameters = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, initializer }]));
  const layer: Layer = {
    build: () => ({ outputs: [], parameters }),
    forward: () => ({ outputs: [], backward: () => ({ inputs: [] }) }),
  };
  return buildModel(layer, [], () => holder);
}

/** Runs an optimizer's update graph on gradients that are given, with its parameters and slots in a session. */
export class Updates {
  private readonly session: Session;
  private readonly compiled: CompiledStep;

  constructor({ registry, backend }: Bench, optimizer: ReferenceInput<'optimizer'>, shapes: Readonly<Record<string, Shape>>) {
    const model = parameterModel(shapes, registry.create('initializer', 'zeros'));
    const made = registry.create('optimizer', optimizer);
    const gradients = model.parameters.map(({ path, shape }): StateEntry => ({ name: `gradients/${path}`, shape, dtype: 'float' }));
    this.session = backend.open([...stateEntries(model, made), ...gradients]);
    this.session.write(initialState(model, made, 0));
    this.compiled = new CompiledStep(this.session, recordUpdate(model, made), 0, {});
  }

  setParameter(name: string, values: ArrayLike<number>): void {
    this.session.write({ [`parameters/${holder}/${name}`]: values });
  }

  setSlot(name: string, slot: string, values: ArrayLike<number>): void {
    this.session.write({ [`slots/${holder}/${name}/${slot}`]: values });
  }

  /** Update number `step`, counted from 0. */
  async step(step: number, gradients: Readonly<Record<string, ArrayLike<number>>>): Promise<void> {
    this.session.write(Object.fromEntries(Object.entries(gradients).map(([name, values]) => [`gradients/${holder}/${name}`, values])));
    await this.compiled.executable.run(1, () => this.compiled.prepare(step), () => true);
  }

  parameter(name: string): Promise<ArrayLike<number>> {
    return this.read(`parameters/${holder}/${name}`);
  }

  slot(name: string, slot: string): Promise<ArrayLike<number>> {
    return this.read(`slots/${holder}/${name}/${slot}`);
  }

  private async read(name: string): Promise<ArrayLike<number>> {
    const values = (await this.session.read([name]))[name];
    if (values === undefined) throw new Error(`the session gives no ${name}`);
    return values;
  }
}
