import { codeOf, folderOf, makeFolder, resolvePath } from '../platform/files.ts';
import { ConfigError } from '../errors.ts';
import { nodeModule } from '../platform/node.ts';
import type { Report } from './report.ts';
import { reportPage } from './reportPage.ts';

/** Writes a report as an HTML file, and makes its folder. Throws a ConfigError where the file cannot be written. */
export async function writeReport(file: string, report: Report): Promise<void> {
  const path = resolvePath('', file);
  try {
    makeFolder(folderOf(path));
    await nodeModule('node:fs/promises').writeFile(path, reportPage(report));
  } catch (error) {
    const reason = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
    throw new ConfigError('the report cannot be written', { where: file, got: String(reason), next: 'name a file in a folder that you may write to' }, { cause: error });
  }
}
