import { ShapeError } from '../errors.ts';
import { requireShape } from '../tensor/requireShape.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { ByParameter, Optimizer, SlotSpec, SlotStart, UpdateContext, UpdateResult } from './optimizer.ts';

/** An optimizer that treats every parameter alike, written for one. `Slot` and `Scalar` are the names that it declares. */
export interface PerParameter<Slot extends string, Scalar extends string> {
  /** Slots of the parameter's own shape, with what they start from; a function of its shape gives slots of other shapes. */
  readonly slots?: SlotStarts<Slot> | SlotsOf<Slot>;
  /** Numbers that change from step to step: schedules, bias corrections. */
  readonly scalars?: Readonly<Record<Scalar, StepScalar>>;
  update(values: ParameterValues<Slot, Scalar>): { readonly update: Tensor; readonly slots?: Readonly<Record<Slot, Tensor>> };
}

type SlotStarts<Slot extends string> = Readonly<Record<Slot, SlotStart>>;
type SlotsOf<Slot extends string> = (parameter: Shape) => Readonly<Record<Slot, SlotSpec>>;

export interface ParameterValues<Slot extends string, Scalar extends string> {
  readonly gradient: Tensor;
  readonly parameter: Tensor;
  readonly slots: Readonly<Record<Slot, Tensor>>;
  readonly scalars: Readonly<Record<Scalar, Tensor>>;
}

/** Makes an Optimizer of an update rule for one parameter. */
export function perParameter<Slot extends string = never, Scalar extends string = never>(rule: PerParameter<Slot, Scalar>): Optimizer {
  return {
    slots: slotsOf(rule.slots),
    scalars: { ...rule.scalars },
    update: (context, gradients) => updateEach(rule, context, gradients),
  };
}

function slotsOf<Slot extends string>(slots: SlotStarts<Slot> | SlotsOf<Slot> | undefined): (parameter: Shape) => Readonly<Record<string, SlotSpec>> {
  if (isFunction(slots)) return slots;
  const starts = Object.entries<SlotStart>(slots ?? {});
  return shape => Object.fromEntries(starts.map(([name, initial]) => [name, { shape, initial }]));
}

function isFunction<Slot extends string>(slots: SlotStarts<Slot> | SlotsOf<Slot> | undefined): slots is SlotsOf<Slot> {
  return typeof slots === 'function';
}

function updateEach<Slot extends string, Scalar extends string>(rule: PerParameter<Slot, Scalar>, context: UpdateContext, gradients: ByParameter<Tensor>): UpdateResult {
  const results = [...gradients].map(([path, gradient]) => {
    const parameter = context.parameters.get(path);
    if (parameter === undefined) throw new ShapeError('a gradient without its parameter', { where: path, expected: [...context.parameters.keys()].join(', ') || 'no gradients: there are no parameters' });
    const slots = (context.slots.get(path) ?? {}) as Readonly<Record<Slot, Tensor>>;
    const result = rule.update({ gradient, parameter, slots, scalars: context.scalars as Readonly<Record<Scalar, Tensor>> });
    requireShape(`the update of ${path} has another shape than its gradient`, result.update.shape, gradient.shape);
    return { path, ...result };
  });
  return {
    updates: new Map(results.map(({ path, update }) => [path, update])),
    slots: new Map(results.map(({ path, slots }) => [path, slots ?? {}])),
  };
}
