/**
 * Bytes that this process may still take: what the system has available, within the limit of a container. Infinite where that is not known, in browsers for example: a
 * figure that is too small would refuse what can be done.
 */
export function freeMemory(): number {
  if (typeof process !== 'object' || typeof process.getBuiltinModule !== 'function') return Number.POSITIVE_INFINITY;
  const { freemem, totalmem } = process.getBuiltinModule('node:os');
  const used = process.memoryUsage.rss();
  const limit = process.constrainedMemory();
  // The limit's own figure of use counts files in the cache, which give way; macOS counts as free only what has never been used.
  const within = limit > 0 && limit < totalmem() ? limit - used : Number.POSITIVE_INFINITY;
  return Math.max(0, Math.min(within, process.platform === 'darwin' ? totalmem() - used : freemem()));
}
