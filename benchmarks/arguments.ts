import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { ChainruleError, nearestName } from '../src/errors.ts';
import { contenders } from './contenders.ts';
import type { Contender } from '../src/cli/bench/suite/contenders.ts';
import { groups, rows } from '../src/cli/bench/suite/rows.ts';
import type { Row } from '../src/cli/bench/suite/rows.ts';

/** What the command line asks for. */
export interface Arguments {
  readonly rows: readonly Row[];
  readonly contenders: readonly Contender[];
  readonly rounds: number;
  readonly seconds: number;
  readonly threads: number;
  readonly python: string | undefined;
  /** The browser to measure in, in place of processes. */
  readonly browser: string | undefined;
  readonly json: string | undefined;
  readonly report: readonly string[] | undefined;
}

interface Given {
  readonly rows: string;
  readonly contenders?: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly threads: number;
  readonly python?: string;
  readonly browser?: string;
  readonly json?: string;
  readonly report?: readonly string[];
}

/** Reads the command line; words as in process.argv. Throws a ChainruleError for a row or contender that is not known. */
export function readArguments(words: readonly string[]): Arguments {
  const given = program().parse(words).opts<Given>();
  const { rows: rowNames, contenders: contenderNames, python, browser, json, report, ...numbers } = given;
  return { ...numbers, python, browser, json, report, rows: chosenRows(rowNames), contenders: chosenContenders(contenderNames) };
}

function program(): Command {
  return new Command('npm run bench --')
    .description('Measures training steps side by side: chainrule\'s backends and other frameworks, one process each, in turn.')
    .option('--rows <names>', `rows or groups of rows (${groups.join(', ')}, all, none), by commas`, 'table')
    .option('--contenders <names>', 'contenders by commas; all that need no request where it is left out')
    .option('--rounds <count>', 'turns of each contender', positive, 60)
    .option('--seconds <seconds>', 'length of a turn', positive, 0.06)
    .option('--threads <count>', 'threads of those that can be told', positive, availableParallelism())
    .option('--python <path>', 'a Python with benchmarks/python/requirements.txt, for PyTorch and JAX')
    .option('--browser <path>', 'measures in pages of this Chromium, in place of processes')
    .option('--json <file>', 'adds the results to a file')
    .option('--report <files...>', 'measures nothing: prints the tables of result files');
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It is not a positive number.');
  return value;
}

function chosenRows(names: string): readonly Row[] {
  const known = [...groups, 'all', 'none', ...rows.map(({ name }) => name)];
  const chosen = names.split(',').flatMap(name => {
    requireKnown('row', name, known);
    return rows.filter(row => name === 'all' || row.group === name || row.name === name);
  });
  return [...new Set(chosen)];
}

function chosenContenders(names: string | undefined): readonly Contender[] {
  if (names === undefined) return contenders.filter(({ onRequest }) => onRequest !== true);
  const wanted = names.split(',');
  for (const name of wanted) requireKnown('contender', name, contenders.map(contender => contender.name));
  return contenders.filter(({ name, kind }) => wanted.includes(name) || kind === 'oracle');
}

function requireKnown(kind: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  throw new ChainruleError(`no such ${kind}`, { got: name, expected: known.join(', '), nearest: nearestName(name, known) });
}
