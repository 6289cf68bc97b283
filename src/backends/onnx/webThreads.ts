/**
 * The threads that onnxruntime-web takes of so many processors where it is told no number: half of them, and at most 4. On two processors, mostly the halves of one core, a second
 * thread of WebAssembly costs more than it gains.
 */
export function webThreads(processors: number): number {
  return Math.min(4, Math.ceil(processors / 2));
}
