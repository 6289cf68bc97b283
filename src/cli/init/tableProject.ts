import Papa from 'papaparse';
import { fileName } from '../../platform/files.ts';
import { divideRows } from './divideRows.ts';
import { projectFiles } from './projectFiles.ts';
import type { Questions } from './questions.ts';
import { readTable } from './readTable.ts';
import type { ReadTable } from './readTable.ts';
import { tableConfig } from './tableConfig.ts';
import { planTable } from './tablePlan.ts';
import type { TablePlan } from './tablePlan.ts';
import { cellsOf, likelyTask, targetColumns } from './target.ts';
import type { Task } from './target.ts';
import type { ProjectFiles } from './writeProject.ts';

/** What is to be written, and what is to be told. */
export interface Project {
  readonly name: string;
  readonly files: ProjectFiles;
  readonly about: readonly string[];
}

interface TableOptions {
  readonly name: string;
  readonly target?: string;
  readonly task?: Task;
  readonly header?: boolean;
}

/** A project that learns from a CSV file. Throws a DataError or a ConfigError where there is nothing to learn. */
export async function tableProject(file: string, { name, header, target, task }: TableOptions, questions: Questions): Promise<Project> {
  const read = await readTable(file, header);
  const column = target ?? await askedTarget(read, questions);
  const cells = cellsOf(read.table, column);
  const chosen = task ?? await askedTask(column, cells, questions);
  return projectOf(name, fileName(file), read, planTable(read.table, column, chosen));
}

async function askedTarget({ table }: ReadTable, questions: Questions): Promise<string> {
  const [likeliest, ...others] = targetColumns(table);
  const all = likeliest === undefined ? table.names : [likeliest, ...others];
  const [first = '', ...rest] = all;
  return questions.choose('--target', 'Which column is to be predicted?', [{ value: first }, ...rest.map(value => ({ value }))]);
}

/** Texts can be classes alone. */
async function askedTask(column: string, cells: readonly string[], questions: Questions): Promise<Task> {
  const likely = likelyTask(cells);
  if (likely === 'classification' && cells.some(cell => Number.isNaN(Number(cell)))) return likely;
  const other = likely === 'classification' ? 'regression' : 'classification';
  const choice = (value: Task) => ({ value, label: value === 'classification' ? 'classes' : 'numbers' });
  return questions.choose('--task', `What does ${column} hold?`, [choice(likely), choice(other)]);
}

function projectOf(name: string, file: string, { table: { names, rows }, header }: ReadTable, plan: TablePlan): Project {
  const column = names.indexOf(plan.target);
  const { train, test } = divideRows(plan.table.rows, row => (plan.classes === undefined ? '' : row[column]?.trim() ?? ''));
  const csv = (part: readonly (readonly string[])[]) => `${Papa.unparse([...(header ? [[...names]] : []), ...part.map(row => [...row])], { newline: '\n' })}\n`;
  const config = tableConfig({ name, file, header, plan, train: train.length, test: test.length });
  const about = aboutLines(file, header, rows.length, plan);
  const files = projectFiles(name, config, [`Made by \`chainrule init --data ${file}\`.`, '', ...about.map(line => `- ${line}`)].join('\n'));
  return { name, about, files: { ...files, 'data/train.csv': csv(train), 'data/test.csv': csv(test) } };
}

function aboutLines(file: string, header: boolean, rows: number, { target, classes, numbers, categories, unused, incomplete }: TablePlan): readonly string[] {
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));
  return [
    `${file}: ${rows} rows${header ? '' : '; its first line holds data, so that columns are numbered from 1 (--header where it names them)'}`,
    `predicts ${target}: ${classes === undefined ? 'a number' : `one of ${classes.length} classes`}`,
    `from numbers: ${list(numbers)}`, `from categories: ${list(Object.keys(categories))}`,
    ...Object.entries(unused).map(([name, why]) => `not used: ${name === '' ? 'the column without a name' : name}: ${why}`),
    ...(incomplete === 0 ? [] : [`left out: ${incomplete} rows in which a number or the target is missing`]),
  ];
}
