import type { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { DType } from '../../../src/tensor/dtype.ts';
import type { TensorType } from '../../../src/tensor/graph.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { ranged } from './ranged.ts';
import type { Range, Ranged } from './ranged.ts';

/** One instruction of a random program: small whole numbers that are read as choices, one after the other. */
export type Instruction = readonly number[];

/** A feed that the program reads, with the numbers that it may be filled with: `low` to `high` in steps of 2^−digits. */
export interface RandomFeed extends TensorType {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly digits: number;
}

/** Operands of more elements would make the checks slow. */
export const largestSize = 1500;
/** Most extents are small; some fill vectors and tiles and leave a rest. */
const extents = [1, 2, 3, 4, 2, 3, 5, 8, 17, 33];

/** What an operation draws while it is recorded: choices, operands among the values so far, and new feeds. */
export class Draw {
  readonly recorder: GraphRecorder;
  readonly values: Ranged[];
  readonly feeds: RandomFeed[] | undefined;
  private readonly instructions: Instruction[];
  private choices: number[] = [];

  /** Without a list of feeds (the body of a scan has none of its own) constants take their place. */
  constructor(recorder: GraphRecorder, values: Ranged[], instructions: readonly Instruction[], feeds?: RandomFeed[]) {
    this.recorder = recorder;
    this.values = values;
    this.instructions = [...instructions];
    this.feeds = feeds;
  }

  /** Goes to the next instruction; false where there is none. */
  advance(): boolean {
    const next = this.instructions.shift();
    this.choices = [...next ?? []];
    return next !== undefined;
  }

  /** The next instructions, at most `count`, taken out of the program: the body of a scan. */
  takeInstructions(count: number): readonly Instruction[] {
    return this.instructions.splice(0, count);
  }

  /** A whole number below `count`; 0 where the instruction has no more choices, which is what a smaller program comes to. */
  choose(count: number): number {
    return (this.choices.shift() ?? 0) % count;
  }

  of<T>(list: readonly T[]): T {
    const item = list[this.choose(list.length)];
    if (item === undefined) throw new Error('a choice among nothing');
    return item;
  }

  /** An operand that fits, more often than not one of the latest, so that chains grow long; undefined where none does. */
  value(fits: (value: Ranged) => boolean): Ranged | undefined {
    const fitting = this.values.filter(fits);
    const choice = this.choose(3 * fitting.length || 1);
    return fitting[fitting.length - 1 - (choice < fitting.length ? choice : choice % Math.min(3, fitting.length))];
  }

  float(fits: (value: Ranged) => boolean = () => true): Ranged | undefined {
    return this.value(value => value.tensor.dtype === 'float' && fits(value));
  }

  /** A numeric operand that is the same in float32 and float64. */
  exact(fits: (value: Ranged) => boolean = () => true): Ranged | undefined {
    return this.value(value => value.tensor.dtype !== 'bool' && value.digits !== undefined && fits(value));
  }

  extent(): number {
    return this.of(extents);
  }

  shape(rank: number): Shape {
    const shape: number[] = [];
    while (shape.length < rank) shape.push(sizeOf(shape) > 64 ? 1 : this.extent());
    return shape;
  }

  /** A new operand: a feed, or a constant in a body. */
  fresh(shape: Shape, dtype: DType = 'float', range: Pick<Range, 'low' | 'high'> = dtype === 'float' ? { low: -2, high: 2 } : { low: 0, high: 1 }): Ranged {
    const known = { ...range, error: 0, digits: dtype === 'float' ? 3 : 0 };
    const spec = { name: `feed${this.feeds?.length ?? this.values.length}`, shape, dtype, ...known };
    if (this.feeds === undefined) return ranged(this.recorder.record('constant', [], { values: numbers(spec, 0), shape, dtype }), known);
    this.feeds.push(spec);
    return ranged(this.recorder.input({ from: 'feed', name: spec.name }, { shape, dtype }), known);
  }
}

/** Numbers for a feed: spread over its range, different from step to step, with repeats and zeros among them. */
export function numbers({ name, shape, low, high, digits }: RandomFeed, step: number): number[] {
  const count = (high - low) * 2 ** digits + 1;
  const start = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) + 1009 * step;
  return Array.from({ length: sizeOf(shape) }, (_, index) => low + (Math.abs(Math.imul(start + index * 7919, 0x9e3779b1) >> 8) % count) / 2 ** digits);
}
