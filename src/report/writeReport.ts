import type { Report } from './report.ts';
import { reportPage } from './reportPage.ts';
import { written } from './written.ts';

/**
 * Writes a report as an HTML file, and makes its folder.
 *
 * Throws a ConfigError where the file cannot be written.
 */
export async function writeReport(file: string, report: Report): Promise<void> {
  await written(file, reportPage(report));
}
