import { nodeModule } from '../../../platform/node.ts';
import type { SystemLibrary } from './systemLibrary.ts';

const variable = 'OPENBLAS_CORETYPE';
const needed = ['avx512f', 'avx512bw', 'avx512dq', 'avx512vl'];

/** The kernels that OpenBLAS should take for a processor of these flags; undefined where its own choice stands. OpenBLAS 0.3.21 takes newer ones for a Haswell. */
export function kernelFor(architecture: NodeJS.Architecture, processorFlags: readonly string[]): string | undefined {
  return architecture === 'x64' && needed.every(flag => processorFlags.includes(flag)) ? 'SkylakeX' : undefined;
}

/** The kernels to name to OpenBLAS: what the user set in this thread, else what this processor can do. */
export function wantedKernel(environment: NodeJS.ProcessEnv): string | undefined {
  return environment[variable] ?? (process.platform === 'linux' ? kernelFor(process.arch, processorFlags()) : undefined);
}

/**
 * Loads libraries while OpenBLAS's variable names these kernels; it reads it once, when it is loaded. What the process was started with stands, and the environment is left as it was.
 */
export function withKernel<T>(system: SystemLibrary | undefined, kernel: string | undefined, load: () => T): T {
  if (system === undefined || kernel === undefined || system.variable(variable) !== undefined) return load();
  system.setVariable(variable, kernel);
  try {
    return load();
  } finally {
    system.setVariable(variable, undefined);
  }
}

function processorFlags(): readonly string[] {
  try {
    return /^flags\s*:(.*)$/m.exec(nodeModule('node:fs').readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.trim().split(/\s+/) ?? [];
  } catch {
    return [];
  }
}
