import type { FunctionBody, Vector } from './functionBody.ts';
import type { Instruction } from './instructions.ts';
import { hostFunctions } from './lanes.ts';
import type { HostFunction, Lanes } from './lanes.ts';

/** Lanes that write WebAssembly: each operation is an instruction whose result is kept in a local. */
export function emittedLanes(body: FunctionBody): Lanes<Vector> {
  const one = (instruction: Instruction) => (a: Vector) => body.vector(instruction, [a]);
  const two = (instruction: Instruction) => (a: Vector, b: Vector) => body.vector(instruction, [a, b]);
  const shift = (instruction: Instruction) => (a: Vector, bits: number) => {
    body.push(a);
    body.integer(bits);
    body.write(instruction);
    return body.take('v128');
  };
  return {
    float: value => body.float(value),
    integer: value => body.constant(value | 0),
    add: two('f32x4.add'),
    subtract: two('f32x4.sub'),
    multiply: two('f32x4.mul'),
    divide: two('f32x4.div'),
    squareRoot: one('f32x4.sqrt'),
    floor: one('f32x4.floor'),
    absolute: one('f32x4.abs'),
    negate: one('f32x4.neg'),
    smaller: two('f32x4.pmin'),
    larger: two('f32x4.pmax'),
    less: two('f32x4.lt'),
    lessEqual: two('f32x4.le'),
    equal: two('f32x4.eq'),
    and: two('v128.and'),
    or: two('v128.or'),
    without: two('v128.andnot'),
    not: one('v128.not'),
    select: (mask, a, b) => body.vector('v128.bitselect', [a, b, mask]),
    addIntegers: two('i32x4.add'),
    subtractIntegers: two('i32x4.sub'),
    multiplyIntegers: two('i32x4.mul'),
    smallerInteger: two('i32x4.min_s'),
    largerInteger: two('i32x4.max_s'),
    lessIntegers: two('i32x4.lt_s'),
    lessEqualIntegers: two('i32x4.le_s'),
    equalIntegers: two('i32x4.eq'),
    shiftUp: shift('i32x4.shl'),
    shiftDown: shift('i32x4.shr_s'),
    toFloat: one('f32x4.convert_i32x4_s'),
    toInteger: one('i32x4.trunc_sat_f32x4_s'),
    call: (name, operands) => callEachLane(body, name, operands),
  };
}

function callEachLane(body: FunctionBody, name: HostFunction, operands: readonly Vector[]): Vector {
  const [first, ...lanes] = [0, 1, 2, 3].map(lane => {
    for (const operand of operands) {
      body.push(operand);
      body.write('f32x4.extract_lane', lane);
    }
    body.call(hostFunctions.indexOf(name));
    return body.take('f32');
  });
  if (first === undefined) throw new Error('a vector has four lanes');
  const splat = body.vector('f32x4.splat', [first]);
  return lanes.reduce((vector, lane, index) => body.vector('f32x4.replace_lane', [vector, lane], index + 1), splat);
}
