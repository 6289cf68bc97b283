/** Work that may have to wait: it yields each promise, and goes on with what that gives. */
export type Work<T> = Generator<Promise<unknown>, T, unknown>;

/** The value, or what its promise gives. */
export function* settled<T>(value: T | Promise<T>): Work<T> {
  return value instanceof Promise ? (yield value) as T : value;
}

/** Does work at once as far as it does not wait; gives a promise only where it does. */
export function carryOut(work: Work<void>): void | Promise<void> {
  const { done, value } = work.next();
  return done === true ? undefined : goOn(work, value);
}

async function goOn(work: Work<void>, first: Promise<unknown>): Promise<void> {
  for (let waiting = first; ;) {
    const { done, value } = work.next(await waiting);
    if (done === true) return;
    waiting = value;
  }
}
