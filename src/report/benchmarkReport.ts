import type { BenchmarkResult } from '../benchmark/result.ts';
import { counted, numberText } from '../charts/numberText.ts';
import { breakEvenSection } from './benchmark/breakEvenSection.ts';
import { footprintSection } from './benchmark/footprintSection.ts';
import { profileSection } from './benchmark/profileSection.ts';
import { speedUpSection } from './benchmark/speedUpSection.ts';
import { timesSection } from './benchmark/timesSection.ts';
import type { Block, Report, Section } from './report.ts';

/**
 * A benchmark as a report: what is fastest and by how much, what explicit backprop gains, from which size on a backend pays, where the time goes, and how it was measured.
 *
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { benchmarkReport, writeReport } from 'chainrule/report';
 * import type { BenchmarkResult } from 'chainrule/report';
 *
 * // What `chainrule bench examples/mnist.yaml --json > mnist.json` wrote.
 * const result = JSON.parse(readFileSync('mnist.json', 'utf8')) as BenchmarkResult;
 * await writeReport('mnist.html', benchmarkReport(result));
 * ```
 */
export function benchmarkReport(result: BenchmarkResult): Report {
  const { model, conditions } = result;
  const sections = [timesSection(result), speedUpSection(result), breakEvenSection(result), ...result.profiles.map(profileSection), footprintSection(result), notesSection(result), measuredSection(result)];
  return { title: `Benchmark of ${model.name}`, subtitle: `${conditions.cpu}, ${conditions.date.slice(0, 10)}`, sections: sections.flatMap(section => section ?? []) };
}

function notesSection({ notes, leftOut }: BenchmarkResult): Section | undefined {
  const items = [...notes, ...leftOut.map(({ name, reason }) => `\`${name}\` was not measured: ${reason}`)];
  return items.length === 0 ? undefined : { heading: 'To be known', blocks: [{ kind: 'list', items }] };
}

function measuredSection({ command, conditions, model, limit }: BenchmarkResult): Section {
  const facts: Extract<Block, { readonly kind: 'facts' }>['facts'] = [
    ['Model', `${model.name}, ${counted(model.parameters, 'parameter')}, batches of ${model.batchSize}`],
    ['Work of a step', `${numberText(model.multiplications / 1e6)} million multiplications in matrix products and convolutions`],
    ['Data', model.data === 'config' ? "the config's own" : 'random samples of its shapes'],
    ['Machine', `${conditions.logicalCpus} logical processors of ${conditions.cpu}, ${conditions.memoryGigabytes} GB of memory`],
    ['Limit', limit === null ? 'not measured' : `${numberText(limit.gflops)} GFLOPS in the matrix products of ${limit.name}`],
    ['System', `${conditions.system}, ${conditions.runtime}`],
    ['Threads', conditions.threads === undefined ? 'what each takes by itself' : String(conditions.threads)],
    ['Rounds', `${conditions.rounds} of ${conditions.seconds} s for each contender, in turns; a time is the median of the rounds, its interval of 95 % from the bootstrap`],
    ['Date', `${conditions.date.slice(0, 16).replace('T', ' ')} UTC`],
  ];
  return { heading: 'How it was measured', blocks: [{ kind: 'code', text: command }, { kind: 'facts', facts }] };
}
