import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Conditions } from '../../benchmark/conditions.ts';
import type { BenchmarkResult } from '../../benchmark/result.ts';
import { makeFolder } from '../../platform/files.ts';
import { prepareFolder, prepareReport, writeReportFiles, writing } from '../reportFiles.ts';
import { benchmarkMarkdown } from './markdown.ts';
import type { BenchOptions } from './options.ts';

type Files = Pick<BenchOptions, 'markdown' | 'report' | 'png' | 'results'>;

/** Makes the folders of the files that the flags name, before minutes are spent on measuring. Throws a ConfigError that names the flag, where one cannot be made, or no picture can. */
export async function prepareFiles({ markdown, results, ...files }: Files): Promise<void> {
  await prepareReport(files);
  if (markdown !== undefined) await prepareFolder('--markdown', dirname(markdown));
  if (results !== undefined) await prepareFolder('--results', results);
}

/** Writes a benchmark to the files that the flags name. Throws a ConfigError that names the flag, for a file that cannot be written. */
export async function writeFiles(result: BenchmarkResult, { markdown, results, ...files }: Files): Promise<void> {
  await writeReportFiles(({ benchmarkReport }) => benchmarkReport(result), files);
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
