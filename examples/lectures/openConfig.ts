import { fileURLToPath } from 'node:url';
import { openRun } from 'chainrule';
import type { Run, RunConfig } from 'chainrule';

/** In double precision, where the notes' numbers are to be had to the last digit. */
export const oracle = { backend: 'typescript:float64' } as const;

/** Opens a config that lies beside a module, whose `import.meta.url` is given, with some of its keys changed. */
export function openConfig(module: string, file: string, changes: Partial<RunConfig> = {}): Promise<Run> {
  return openRun(fileURLToPath(new URL(file, module)), { changes });
}
