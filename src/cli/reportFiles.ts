import { dirname } from 'node:path';
import { ConfigError } from '../errors.ts';
import { makeFolder } from '../platform/files.ts';
import type { Report } from '../report/index.ts';

/** Where a report is written to. */
export interface ReportFiles {
  /** A page with charts. */
  readonly report?: string;
  /** A folder for pictures of its charts. */
  readonly png?: string;
}

/** Finds out whether a report can be written, before minutes are spent on what it tells. Throws a ConfigError that names the flag. */
export async function prepareReport({ report, png }: ReportFiles): Promise<void> {
  if (report !== undefined) await prepareFolder('--report', dirname(report));
  if (png === undefined) return;
  const { requirePictures } = await import('../charts/png.ts');
  await namingFlag('--png', requirePictures);
  await prepareFolder('--png', png);
}

/** Writes a report where the flags say; it is made where it is asked for. */
export async function writeReportFiles(make: (parts: typeof import('../report/index.ts')) => Report, { report, png }: ReportFiles): Promise<void> {
  if (report === undefined && png === undefined) return;
  const parts = await import('../report/index.ts');
  const made = make(parts);
  if (report !== undefined) await parts.writeReport(report, made);
  if (png !== undefined) await parts.writePictures(png, made);
}

/** Makes a folder that a flag names. Throws a ConfigError where it cannot be made. */
export function prepareFolder(flag: string, folder: string): Promise<void> {
  return writing(flag, folder, () => makeFolder(folder));
}

/** Does what writes to a path that a flag names, and tells of both where it fails. */
export async function writing(flag: string, path: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new ConfigError('this cannot be written', { where: `${flag} ${path}`, got: error instanceof Error ? error.message : String(error), next: 'check the path' }, { cause: error });
  }
}

/** An error of the work is told of the flag that asked for it. */
async function namingFlag(flag: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof ConfigError ? error.withDetails({ where: flag }) : error;
  }
}
