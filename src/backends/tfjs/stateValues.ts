import { BackendError } from '../../errors.ts';
import type { Value } from './runtime.ts';

/** The training state of a session: one kept tensor a name. */
export class StateValues {
  private readonly values = new Map<string, Value>();

  get(name: string): Value {
    const value = this.values.get(name);
    if (value === undefined) throw new BackendError('a graph of state that the session does not hold', { got: name, expected: [...this.values.keys()].join(', ') });
    return value;
  }

  /** Takes over a kept tensor and disposes the one it replaces. */
  set(name: string, value: Value): void {
    const before = this.values.get(name);
    this.values.set(name, value);
    before?.dispose();
  }

  dispose(): void {
    for (const value of this.values.values()) value.dispose();
    this.values.clear();
  }
}
