import { conditionsLine } from '../../benchmark/conditions.ts';
import type { BenchmarkResult } from '../../benchmark/result.ts';
import { contenderCells, contenderTitles, findings, modelLine } from './lines.ts';
import { profileCells, profileTitles } from './profileLines.ts';

/** A benchmark as Markdown, for a README: the table, what it tells, where the time goes, and the command that made it. */
export function benchmarkMarkdown(result: BenchmarkResult): string {
  const { command, conditions, model, contenders, leftOut, profiles } = result;
  const blocks = [
    modelLine(model),
    markdownTable(contenderTitles, contenders.map(contenderCells)),
    [...findings(result), ...leftOut.map(({ name, reason }) => `not measured, ${name}: ${reason}`)].map(line => `- ${escaped(line.trim())}`).join('\n'),
    ...profiles.map(profile => `Where the time of a step goes on \`${profile.contender}\`:\n\n${markdownTable(profileTitles, profileCells(profile))}`),
    `Made by \`${command}\`; ${conditionsLine(conditions)}.`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The first column to the left, the others to the right. */
function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(titles), line(titles.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
