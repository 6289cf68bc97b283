import { ByteWriter } from './byteWriter.ts';
import { instructions } from './instructions.ts';
import type { Instruction } from './instructions.ts';

/** The types of locals and operands. */
export const valueTypes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type ValueType = keyof typeof valueTypes;

/** A local of one type, by its number. */
export interface Local<T extends ValueType = ValueType> {
  readonly type: T;
  readonly index: number;
}

export type Vector = Local<'v128'>;
export type Cursor = Local<'i32'>;

/** Memory instructions whose access is one element or lane wide say so in their alignment, which is a hint alone: the smallest fits all. */
const alignmentHint = 0;

/**
 * The body of a function, written instruction by instruction. Values are kept in locals, each written once but for cursors and sums: the engine's compiler
 * turns locals into registers, so that no order of a stack has to be thought of.
 */
export class FunctionBody {
  private code = new ByteWriter();
  private readonly prologue = new ByteWriter();
  private readonly constants = new Map<number, Vector>();
  private readonly types: ValueType[] = [];
  private readonly free: Readonly<Record<ValueType, Local[]>> = { i32: [], f32: [], v128: [] };
  private taken: Local[] = [];

  /** A local that nothing else uses until the scope ends. */
  local<T extends ValueType>(type: T): Local<T> {
    const reused = this.free[type].pop() as Local<T> | undefined;
    const local = reused ?? { type, index: this.types.push(type) - 1 };
    this.taken.push(local);
    return local;
  }

  /** Runs `write`; the locals that it took may be used again behind it. */
  scope(write: () => void): void {
    const outer = this.taken;
    this.taken = [];
    write();
    for (const local of this.taken) this.free[local.type].push(local);
    this.taken = outer;
  }

  /** An instruction with its immediates, operands being on the stack. */
  write(instruction: Instruction, ...immediates: readonly number[]): void {
    this.code.write(instructions[instruction]);
    this.code.write(immediates);
  }

  push(...locals: readonly Local[]): void {
    for (const { index } of locals) this.writeNumbered('local.get', index);
  }

  pop(local: Local): void {
    this.writeNumbered('local.set', local.index);
  }

  /** Calls the function of this number of the module. */
  call(number: number): void {
    this.writeNumbered('call', number);
  }

  /** A new local with what is on the stack. */
  take<T extends ValueType>(type: T): Local<T> {
    const local = this.local(type);
    this.pop(local);
    return local;
  }

  /** A new vector: an instruction over vectors. */
  vector(instruction: Instruction, operands: readonly Local[], ...immediates: readonly number[]): Vector {
    this.push(...operands);
    this.write(instruction, ...immediates);
    return this.take('v128');
  }

  integer(value: number): void {
    this.write('i32.const');
    this.code.signed(value);
  }

  /** Four equal lanes of these bits, made once before all loops. */
  constant(bits: number): Vector {
    const made = this.constants.get(bits) ?? this.before('v128', () => this.writeConstant([bits, bits, bits, bits]));
    this.constants.set(bits, made);
    return made;
  }

  /** Four equal lanes of a float. */
  float(value: number): Vector {
    return this.constant(new Int32Array(Float32Array.of(value).buffer)[0] ?? 0);
  }

  /** Four equal lanes of these bits at first, to be written again. */
  variable(bits: number): Vector {
    this.push(this.constant(bits));
    return this.take('v128');
  }

  /** The numbers of the lanes, 0 to 3, to be written again. */
  indices(): Vector {
    this.writeConstant([0, 1, 2, 3]);
    return this.take('v128');
  }

  assign<T extends ValueType>(target: Local<T>, value: Local<T>): void {
    this.push(value);
    this.pop(target);
  }

  /** A local that keeps, for the whole function, what `write` leaves on the stack: it is computed before all loops. */
  before<T extends ValueType>(type: T, write: () => void): Local<T> {
    const local: Local<T> = { type, index: this.types.push(type) - 1 };
    const { code } = this;
    this.code = this.prologue;
    write();
    this.pop(local);
    this.code = code;
    return local;
  }

  /** A load or store at cursor + offset, its other operand being on the stack behind the cursor. */
  access(instruction: Instruction, offset: number, ...lane: readonly number[]): void {
    this.write(instruction, alignmentHint);
    this.code.unsigned(offset);
    this.code.write(lane);
  }

  /** A new cursor at 0. */
  start(): Cursor {
    const cursor = this.local('i32');
    this.set(cursor, 0);
    return cursor;
  }

  set(local: Cursor, value: number): void {
    this.integer(value);
    this.pop(local);
  }

  /** local ← local + step. */
  advance(local: Cursor, step: number): void {
    if (step === 0) return;
    this.push(local);
    this.integer(step);
    this.write('i32.add');
    this.pop(local);
  }

  /** Runs `write` `count` times; no loop is made for one time. */
  repeat(count: number, write: () => void): void {
    if (count <= 0) return;
    if (count === 1) return void this.scope(write);
    this.scope(() => {
      const left = this.local('i32');
      this.set(left, count);
      this.whileCounting(left, write);
    });
  }

  private whileCounting(left: Cursor, write: () => void): void {
    this.write('loop', 0x40);
    this.scope(write);
    this.push(left);
    this.integer(-1);
    this.write('i32.add');
    this.writeNumbered('local.tee', left.index);
    this.write('br_if', 0);
    this.write('end');
  }

  private writeNumbered(instruction: Instruction, number: number): void {
    this.write(instruction);
    this.code.unsigned(number);
  }

  private writeConstant(lanes: readonly number[]): void {
    this.write('v128.const');
    for (const lane of lanes) this.code.int32(lane);
  }

  /** The encoded function: its locals in runs of one type, then its code. */
  encoded(): Uint8Array {
    const runs: [number, ValueType][] = [];
    for (const type of this.types) {
      const last = runs.at(-1);
      if (last !== undefined && last[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    const writer = new ByteWriter();
    writer.list(runs, ([count, type]) => {
      writer.unsigned(count);
      writer.byte(valueTypes[type]);
    });
    for (const part of [this.prologue, this.code]) writer.append(part.written);
    writer.write(instructions.end);
    return writer.written;
  }
}
