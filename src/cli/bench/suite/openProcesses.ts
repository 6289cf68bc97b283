import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../atExit.ts';
import { slowReason } from './contenders.ts';
import type { Contender } from './contenders.ts';
import type { Open } from './measureRow.ts';
import { ContenderProcess } from '../contenderProcess.ts';
import type { Command } from '../contenderProcess.ts';
import type { Row } from './rows.ts';
import { drawRowData, rowDataBytes } from './weights.ts';

/** How a contender is started on the job in a file; in words why it cannot be. */
export type CommandFor = (contender: Contender, job: string) => Command | string;

/** Starts contenders of a row as processes, with its data in a temporary file. `close` removes the files. */
export function openProcesses(row: Row, commandFor: CommandFor, threads: number): { readonly open: Open; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-benchmark-'));
  const data = join(folder, 'data.bin');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const removed = atExit(remove);
  writeFileSync(data, rowDataBytes(drawRowData(row)));
  return {
    open(contender, job) {
      const file = join(folder, `${encodeURIComponent(contender.name)}.json`);
      const command = slowReason(contender, row) ?? commandFor(contender, file);
      if (typeof command === 'string') return command;
      writeFileSync(file, JSON.stringify({ ...job, data }));
      return new ContenderProcess({ ...command, environment: { ...threadVariables(threads), ...command.environment } });
    },
    close() {
      removed();
      remove();
    },
  };
}

/** What libraries take their number of threads from when they are loaded; PyTorch and our backends are told in the job. */
function threadVariables(threads: number): Record<string, string> {
  const names = ['OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS'];
  return Object.fromEntries(names.map(name => [name, String(threads)]));
}
