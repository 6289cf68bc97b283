/** The item at an index that is known to be inside; a miss is a bug. For use while compiling: hot loops index directly. */
export function itemAt<T>(list: ArrayLike<T>, index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`index ${index} is outside a list of ${list.length}`);
  return item;
}
