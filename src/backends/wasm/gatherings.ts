import type { FunctionBody, Vector } from './functionBody.ts';
import { acrossLanes, shuffle } from './shuffle.ts';

/** How a reduction takes in vectors of four floats: the running values lie in locals. */
export interface Gathering {
  /** A number that changes no result: lanes without an element hold it. */
  readonly neutral: number;
  begin(body: FunctionBody): readonly Vector[];
  take(body: FunctionBody, running: readonly Vector[], x: Vector): void;
  /** The result of each lane. */
  lanes(body: FunctionBody, running: readonly Vector[]): Vector;
  /** The result over all lanes of several running values, in the first lane. */
  whole(body: FunctionBody, running: readonly (readonly Vector[])[]): Vector;
}

/** Sums in float64, two lanes a vector, rounded once at the end. */
export const sumGathering: Gathering = {
  neutral: 0,
  begin: body => [body.variable(0), body.variable(0)],
  take(body, [low, high], x) {
    if (low === undefined || high === undefined) return;
    update(body, low, 'f64x2.add', body.vector('f64x2.promote_low_f32x4', [x]));
    update(body, high, 'f64x2.add', body.vector('f64x2.promote_low_f32x4', [shuffle(body, 'halvesSwapped', x)]));
  },
  lanes(body, running) {
    const [low, high] = running.map(sum => body.vector('f32x4.demote_f64x2_zero', [sum]));
    return low === undefined || high === undefined ? body.constant(0) : shuffle(body, 'lowHalves', low, high);
  },
  whole(body, running) {
    const pairs = running.flat().reduce((sum, other) => body.vector('f64x2.add', [sum, other]));
    return body.vector('f32x4.demote_f64x2_zero', [body.vector('f64x2.add', [pairs, shuffle(body, 'halvesSwapped', pairs)])]);
  },
};

/** The largest, NaN where any element is NaN: that is kept as a mask, whose set bits are NaN themselves. */
export const maxGathering: Gathering = {
  neutral: Number.NEGATIVE_INFINITY,
  begin: body => [body.variable(negativeInfinity), body.variable(0)],
  take(body, [largest, broken], x) {
    if (largest === undefined || broken === undefined) return;
    update(body, largest, 'f32x4.pmax', x);
    update(body, broken, 'v128.or', body.vector('f32x4.ne', [x, x]));
  },
  lanes: (body, running) => body.vector('v128.or', running),
  whole(body, running) {
    const four = running.map(own => body.vector('v128.or', own)).reduce((largest, other) => body.vector('f32x4.max', [largest, other]));
    return acrossLanes(body, 'f32x4.max', four);
  },
};

const negativeInfinity = 0xff80_0000 | 0;

/** running ← running ∘ x. */
function update(body: FunctionBody, running: Vector, instruction: 'f64x2.add' | 'f32x4.pmax' | 'v128.or', x: Vector): void {
  body.push(running, x);
  body.write(instruction);
  body.pop(running);
}
