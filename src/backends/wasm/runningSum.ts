import { itemAt } from '../typescript/itemAt.ts';
import type { FunctionBody, Vector } from './functionBody.ts';
import { sumGathering } from './gatherings.ts';
import { store, width } from './memoryAccess.ts';
import { together } from './reducedRow.ts';
import { shuffle } from './shuffle.ts';

const firstLanes = { 1: 'firstOne', 2: 'firstTwo', 3: 'firstThree' } as const;

/** The sum of all elements that a kernel computes, vector by vector, in float64. */
export class RunningSum {
  private readonly body: FunctionBody;
  private readonly running: readonly (readonly Vector[])[];

  /** Begins before the loops. */
  constructor(body: FunctionBody) {
    this.body = body;
    this.running = Array.from({ length: together }, () => sumGathering.begin(body));
  }

  /** Adds the first `lanes` lanes of the vector at a column. */
  take(x: Vector, lanes: number, column: number): void {
    sumGathering.take(this.body, itemAt(this.running, (column / width) % together), this.cut(x, lanes));
  }

  /** Writes the sum behind the loops. */
  store(address: number): void {
    store(this.body, { dtype: 'float', cursor: this.body.start(), offset: address }, sumGathering.whole(this.body, this.running), 1);
  }

  private cut(x: Vector, lanes: number): Vector {
    return lanes === 1 || lanes === 2 || lanes === 3 ? shuffle(this.body, firstLanes[lanes], x, this.body.constant(0)) : x;
  }
}
