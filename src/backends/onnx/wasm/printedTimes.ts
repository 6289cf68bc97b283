import { nodeModule } from '../../../platform/node.ts';
import { operatorTimes, readEvents } from '../profileFile.ts';
import type { OperatorTime } from '../runtime.ts';
import { made } from './ortModule.ts';
import type { OrtModule } from './ortModule.ts';

/** The times of the operators of a session that was made to note them. WebAssembly has no file to write them to, and prints them; a build that does so in another way tells nothing. */
export function printedTimes(module: OrtModule, session: number): readonly OperatorTime[] {
  const text = printedBy(() => module._OrtFree(made(module, module._OrtEndProfiling(session))));
  return text === '' ? [] : operatorTimes(readEvents(text));
}

/** What some work prints as Emscripten's modules do in Node, with `fs.writeSync` to standard output; none of it gets there. */
function printedBy(work: () => void): string {
  const fs = nodeModule('node:fs');
  const { writeSync } = fs;
  const printed: string[] = [];
  const keep = (_: number, text: string) => printed.push(text);
  try {
    Object.assign(fs, { writeSync: keep });
    work();
  } finally {
    Object.assign(fs, { writeSync });
  }
  return printed.join('');
}
