import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Conditions } from '../../benchmark/conditions.ts';
import type { BenchmarkResult } from '../../benchmark/result.ts';
import { ConfigError } from '../../errors.ts';
import { makeFolder } from '../../platform/files.ts';
import { benchmarkMarkdown } from './markdown.ts';
import type { BenchOptions } from './options.ts';

type Files = Pick<BenchOptions, 'markdown' | 'report' | 'results'>;

/** Makes the folders of the files that the flags name, before minutes are spent on measuring. Throws a ConfigError that names the flag, where one cannot be made. */
export async function prepareFiles({ markdown, report, results }: Files): Promise<void> {
  const folders = [['--markdown', markdown && dirname(markdown)], ['--report', report && dirname(report)], ['--results', results]] as const;
  for (const [flag, folder] of folders) if (folder !== undefined) await writing(flag, folder, () => makeFolder(folder));
}

/** Writes a benchmark to the files that the flags name. Throws a ConfigError that names the flag, for a file that cannot be written. */
export async function writeFiles(result: BenchmarkResult, { markdown, report, results }: Files): Promise<void> {
  if (report !== undefined) {
    const { benchmarkReport, writeReport } = await import('../../report/index.ts');
    await writeReport(report, benchmarkReport(result));
  }
  if (markdown !== undefined) await write('--markdown', markdown, benchmarkMarkdown(result));
  if (results === undefined) return;
  const base = join(results, machineName(result.conditions), result.model.name);
  await write('--results', `${base}.json`, `${JSON.stringify(result, undefined, 1)}\n`);
  await write('--results', `${base}.md`, benchmarkMarkdown(result));
}

/** A folder for a machine: `intel-xeon-processor-2`. */
export function machineName({ cpu, logicalCpus }: Pick<Conditions, 'cpu' | 'logicalCpus'>): string {
  return `${cpu.replaceAll(/\(R\)|\(TM\)|@.*/gu, '').trim().toLowerCase().replaceAll(/[^a-z0-9.]+/gu, '-')}-${logicalCpus}`;
}

function write(flag: string, file: string, content: string): Promise<void> {
  return writing(flag, file, async () => {
    makeFolder(dirname(file));
    await writeFile(file, content);
  });
}

async function writing(flag: string, path: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new ConfigError('this cannot be written', { where: `${flag} ${path}`, got: error instanceof Error ? error.message : String(error), next: 'check the path' }, { cause: error });
  }
}
