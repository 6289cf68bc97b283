import { minimize, momentum } from 'chainrule';
import type { Tensor } from 'chainrule';

/** A place (x, y). */
export type Place = readonly [number, number];

const start: Place = [-4.2, 5];
const [rate, steps] = [0.05, 300];

/** A bowl with bumps: f(x, y) = h(x) + h(y), h(x) = x²/10 + ½·(1 − cos 2x). */
export function bumpy(x: number, y: number): number {
  return h(x) + h(y);
}

function h(x: number): number {
  return x * x / 10 + (1 - Math.cos(2 * x)) / 2;
}

/** h′(x) = x/5 + sin 2x, ∂f/∂x and ∂f/∂y alike. */
export function slope(x: number): number {
  return x / 5 + Math.sin(2 * x);
}

/** The places of the notes' rule by hand: v ← β·v + ∇f, (x, y) ← (x, y) − η·v. */
export function wayByHand(beta: number): readonly Place[] {
  const places = [start];
  let [place, v]: readonly Place[] = [start, [0, 0]];
  for (let step = 0; step < steps && place !== undefined && v !== undefined; step++) {
    v = [beta * v[0] + slope(place[0]), beta * v[1] + slope(place[1])];
    place = [place[0] - rate * v[0], place[1] - rate * v[1]];
    places.push(place);
  }
  return places;
}

/** Where the framework's search ends by the same rule, and the values on its way; it begins where the way by hand does, unless told. */
export function searched(beta: number, [x, y] = start, count = steps) {
  return minimize(at => recorded(at.x).add(recorded(at.y)), { x, y }, momentum({ learningRate: rate, momentum: beta }), { steps: count, history: true, backend: 'typescript:float64' });
}

/** h of a tensor. */
function recorded(x: Tensor): Tensor {
  return x.square().div(10).add(x.mul(2).cos().negate().add(1).div(2));
}
