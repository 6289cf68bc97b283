import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atExit } from './atExit.ts';
import { slowReason } from './contenders.ts';
import type { Contender } from './contenders.ts';
import type { Open } from './measureRow.ts';
import { ContenderProcess } from './process.ts';
import type { Command } from './process.ts';
import type { Row } from './rows.ts';
import { drawRowData, rowDataBytes } from './weights.ts';

/** What processes are started with. */
export interface Surroundings {
  /** The folder of the compiled sources. */
  readonly emitted: string;
  /** A Python with PyTorch and JAX. */
  readonly python: string | undefined;
  readonly threads: number;
}

/** Starts contenders of a row as processes, with its data in a temporary file. `close` removes the files. */
export function openProcesses(row: Row, surroundings: Surroundings): { readonly open: Open; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-benchmark-'));
  const data = join(folder, 'data.bin');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const removed = atExit(remove);
  writeFileSync(data, rowDataBytes(drawRowData(row)));
  return {
    open(contender, job) {
      const refused = isPython(contender) && surroundings.python === undefined ? 'no --python was given' : slowReason(contender, row);
      if (refused !== undefined) return refused;
      const file = join(folder, `${encodeURIComponent(contender.name)}.json`);
      writeFileSync(file, JSON.stringify({ ...job, data }));
      return new ContenderProcess(commandOf(contender, file, surroundings));
    },
    close() {
      removed();
      remove();
    },
  };
}

function commandOf(contender: Contender, job: string, { emitted, python = 'python3', threads }: Surroundings): Command {
  const environment = threadVariables(threads);
  if (isPython(contender)) return { program: python, arguments: [fileURLToPath(new URL(`python/${contender.program}`, import.meta.url)), job], environment };
  return { program: process.execPath, arguments: [join(emitted, 'benchmarks/contenders/serve.js'), contender.program, job], environment };
}

function isPython({ program }: Contender): boolean {
  return program.endsWith('.py');
}

/** What libraries take their number of threads from when they are loaded; PyTorch and our backends are told in the job. */
function threadVariables(threads: number): Record<string, string> {
  const names = ['OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS'];
  return Object.fromEntries(names.map(name => [name, String(threads)]));
}
