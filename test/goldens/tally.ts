import type { Reason } from './leftOut.ts';

interface Counts {
  cases: number;
  run: number;
  passed: number;
  readonly leftOut: Map<Reason, number>;
  /** Left out in one precision, run in the other. */
  readonly inOne: Map<Reason, number>;
}

/** Counts cases by file: run, passed, and left out by reason. */
export class Tally {
  private readonly files = new Map<string, Counts>();

  /** Notes a case; with a reason it is left out. */
  note(file: string, reason: Reason | undefined): void {
    const counts = this.of(file);
    counts.cases++;
    if (reason !== undefined) count(counts.leftOut, reason);
  }

  /** Notes that a case is left out in one precision. */
  noteInOne(reason: Reason): void {
    count(this.of(reason.file).inOne, reason);
  }

  ran(file: string): void {
    this.of(file).run++;
  }

  passed(file: string): void {
    this.of(file).passed++;
  }

  /** True where some case was left out for this reason. */
  used(reason: Reason): boolean {
    const { leftOut, inOne } = this.of(reason.file);
    return leftOut.has(reason) || inOne.has(reason);
  }

  /** A line a file and a line for all, each followed by what was left out of it and why. */
  table(title: string): string {
    const lines = [...this.files].flatMap(([file, counts]) => [row([file, counts.cases, counts.run, counts.passed, leftOutOf(counts)]), ...reasonsOf(counts)]);
    const sum = (figure: (counts: Counts) => number) => [...this.files.values()].reduce((total, counts) => total + figure(counts), 0);
    const all = row(['all', sum(counts => counts.cases), sum(counts => counts.run), sum(counts => counts.passed), sum(leftOutOf)]);
    return [title, row(['file', 'cases', 'run', 'passed', 'left out']), ...lines, all].join('\n');
  }

  private of(file: string): Counts {
    const counts: Counts = this.files.get(file) ?? { cases: 0, run: 0, passed: 0, leftOut: new Map(), inOne: new Map() };
    this.files.set(file, counts);
    return counts;
  }
}

function count(counts: Map<Reason, number>, reason: Reason): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

function leftOutOf({ leftOut }: Counts): number {
  return [...leftOut.values()].reduce((total, count) => total + count, 0);
}

/** `  option not offered: ignoreClass 2, axis 1`. */
function reasonsOf({ leftOut, inOne }: Counts): readonly string[] {
  const categories = new Map<string, string[]>();
  for (const [reason, count] of [...leftOut, ...inOne]) {
    const category = reason.precision === undefined ? reason.category : `run, but not in ${reason.precision}: ${reason.category}`;
    categories.set(category, [...categories.get(category) ?? [], `${reason.detail} ${count}`]);
  }
  return [...categories].map(([category, details]) => `    ${category}: ${details.join(', ')}`);
}

function row([name = '', ...cells]: readonly (string | number)[]): string {
  return String(name).padEnd(18) + cells.map(cell => String(cell).padStart(9)).join('');
}
