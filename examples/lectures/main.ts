// Runs the lecture examples and prints what the notes say beside what came out: npm run lectures -- [NAME …] [--backend NAME] [--output FOLDER] [--pages]
import { parseArgs } from 'node:util';
import { lectureNames, loadLecture } from './index.ts';
import type { Finding, LectureResult } from './lecture.ts';
import { writeFigures, writePages } from './writeFigures.ts';

const usage = `npm run lectures -- [NAME …] [--backend NAME] [--output FOLDER] [--pages]

  NAME       ${lectureNames.join(', ')}; all if left out
  --backend  what they run on: auto, native, typescript, …
  --output   where the figures are written, as SVG and PNG: runs/lectures if left out
  --pages    writes the figures of the pages instead, as SVG`;

const { values, positionals } = given();

/** The words of the command line, or its end with the usage. */
function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { backend: { type: 'string', default: 'auto' }, output: { type: 'string', default: 'runs/lectures' }, pages: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    });
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

/** Lines of findings in columns: pass or fail, the claim, the notes' figure, ours. */
function table(findings: readonly Finding[]): string {
  const rows = findings.map(({ what, notes, found, holds }) => [holds ? 'pass' : 'FAIL', what, notes, found]);
  const widths = [0, 1, 2].map(column => Math.max(0, ...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}`).join('\n');
}

/** The result of a lecture, or a finding that tells why it has none. */
async function resultOf(name: string): Promise<LectureResult> {
  try {
    return await (await loadLecture(name)).run(values.backend);
  } catch (error) {
    return { findings: [{ what: 'it runs', notes: 'to its end', found: error instanceof Error ? error.message : String(error), holds: false }], figures: {} };
  }
}

/** The files of the figures; none, with the reason, where they cannot be written. */
async function written(name: string, figures: LectureResult['figures']): Promise<readonly string[]> {
  try {
    return values.pages ? writePages(name, figures) : await writeFigures(`${values.output}/${name}`, figures);
  } catch (error) {
    console.error(`error: the figures of ${name} are not written: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
    return [];
  }
}

async function show(name: string): Promise<readonly Finding[]> {
  const from = performance.now();
  const { findings, figures } = await resultOf(name);
  const files = await written(name, figures);
  console.log(`${name}, ${((performance.now() - from) / 1000).toFixed(1)} s\n${table(findings)}${files.length === 0 ? '' : `\n  drawn: ${files.join(', ')}`}\n`);
  return findings;
}

const unknown = positionals.filter(name => !lectureNames.some(known => known === name));
if (values.help) {
  console.log(usage);
} else if (unknown.length > 0) {
  console.error(`error: there is no lecture ${unknown.map(name => `"${name}"`).join(' or ')}\n  expected: ${lectureNames.join(', ')}`);
  process.exitCode = 2;
} else {
  const from = performance.now();
  const findings: Finding[] = [];
  for (const name of positionals.length === 0 ? lectureNames : positionals) findings.push(...await show(name));
  const failed = findings.filter(({ holds }) => !holds).length;
  console.log(`${findings.length - failed} of ${findings.length} hold, in ${((performance.now() - from) / 1000).toFixed(0)} s`);
  if (failed > 0) process.exitCode = 1;
}
