/** Keys that no config may use: they would reach an object's prototype. */
const refusedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with a key that is refused. */
export const refusal = { problem: 'this key is refused: it would reach into the program', expected: 'names of options' };

export function isRefusedKey(key: string): boolean {
  return refusedKeys.has(key);
}
