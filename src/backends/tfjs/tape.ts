import type { Runtime, Value } from './runtime.ts';

/** What a program knows of tf.js's tape while it records: the values that lead from an x, and those that derivatives of ours will read. */
export class Tape {
  private readonly followed = new Set<Value>();
  private readonly kept: Value[] = [];

  follows(value: Value): boolean {
    return this.followed.has(value);
  }

  follow(value: Value): void {
    this.followed.add(value);
  }

  /** Marks what is computed of a value as followed where the value is. */
  pass(from: Value, to: Value): Value {
    if (this.followed.has(from)) this.followed.add(to);
    return to;
  }

  /** Keeps a value from the scopes that end before the backward. */
  keep({ tf }: Runtime, value: Value): Value {
    this.kept.push(tf.keep(value));
    return value;
  }

  /** The gradients are there: nothing is followed any more, and what was kept for them is disposed. */
  end(): void {
    this.followed.clear();
    for (const value of this.kept.splice(0)) value.dispose();
  }
}
