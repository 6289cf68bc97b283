/** What is written on standard output. */
export type OutputForm = 'text' | 'lines' | 'result';

/** The config's own observers; progress where it names none; with `--json`, standard output belongs to JSON: to lines of it, or to one result at the end. */
export function observersOf(given: unknown, output: OutputForm): unknown {
  if (output === 'text') return given ?? [{ use: 'progress', ending: false }];
  const lines = output === 'lines' ? [{ use: 'jsonLines' }] : [];
  return given === undefined ? lines : Array.isArray(given) ? [...given.filter(observer => !tells(observer)), ...lines] : given;
}

function tells(observer: unknown): boolean {
  const name = typeof observer === 'object' && observer !== null && 'use' in observer ? observer.use : observer;
  return name === 'progress' || name === 'jsonLines';
}
