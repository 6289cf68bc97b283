import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandFor } from '../src/cli/bench/suite/openProcesses.ts';
import { otherContenders } from './contenders.ts';

/** Starts contenders as compiled JavaScript, of this folder and of the package, and in a Python with PyTorch and JAX. `emitted` is the folder of the compiled sources. */
export function startContender(emitted: string, python: string | undefined): CommandFor {
  return ({ name, program }, job) => {
    if (program.endsWith('.py')) {
      return python === undefined ? 'no --python was given' : { program: python, arguments: [fileURLToPath(new URL(`python/${program}`, import.meta.url)), job], environment: {} };
    }
    const folder = otherContenders.some(other => other.name === name) ? 'benchmarks/contenders' : 'src/cli/bench/suite/programs';
    return { program: process.execPath, arguments: [join(emitted, 'src/cli/bench/suite/serve.js'), join(emitted, folder, `${program}.js`), job], environment: {} };
  };
}
