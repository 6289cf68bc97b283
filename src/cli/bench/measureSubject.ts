import { conditionsHere } from '../../benchmark/conditions.ts';
import { limitOperations } from '../../benchmark/limit.ts';
import { measure } from '../../benchmark/measure.ts';
import { timesOf } from '../../benchmark/measured.ts';
import type { Measured } from '../../benchmark/measured.ts';
import type { BenchmarkResult, ContenderResult, Limit } from '../../benchmark/result.ts';
import { leftOutOf, speedUpsOf, summarise } from '../../benchmark/summarise.ts';
import { interruptible, withoutTurn } from './interruptible.ts';
import { contenderNames, limitEntry, modelEntry, oracleEntry } from './contenders.ts';
import { fromSources } from './nodeProgram.ts';
import type { BenchSettings } from './settings.ts';
import type { Subject } from './subject.ts';
import type { Watch } from './watch.ts';

/** Relative deviations of a loss from the oracle's that are roundings of float32. */
const tolerance = 1e-3;

/** Measures a config on backends, each by each way to the gradients that it has, beside what the machine can give. Where it is interrupted, in the rounds until then. */
export async function measureSubject(subject: Subject, backends: readonly string[], { rounds, seconds }: BenchSettings, { tell, signal }: Watch): Promise<Omit<BenchmarkResult, 'command' | 'breakEven' | 'profiles'>> {
  const entries = [oracleEntry(subject), limitEntry(seconds), ...contenderNames(backends).map(name => modelEntry(name, subject, seconds))];
  const conditions = conditionsHere({ place: 'processes' as const, runtime: `Node ${process.versions.node}`, rounds, seconds });
  const measured = await measure(interruptible(entries, signal), { rounds, seconds, tolerance }, line => { if (!signal.aborted) tell(line); });
  const all = signal.aborted ? measured.map(withoutTurn) : measured;
  const limit = limitOf(all);
  const contenders = summarise(all, subject.model, limit);
  return {
    conditions, model: subject.model, limit, contenders, leftOut: leftOutOf(all), speedUps: speedUpsOf(all),
    notes: [...subject.notes, ...limitNotes(all), ...settlingNotes(contenders), ...startNotes()],
  };
}

/** Of the fastest round: it is a bound, and what disturbs a round only lowers it. */
function limitOf(all: readonly Measured[]): Limit | null {
  const measured = all.find(({ kind, refused }) => kind === 'limit' && refused === undefined);
  return measured === undefined ? null : { name: measured.note ?? measured.name, gflops: limitOperations / Math.min(...timesOf(measured)) / 1e6 };
}

function limitNotes(all: readonly Measured[]): readonly string[] {
  const refused = all.find(({ kind }) => kind === 'limit')?.refused;
  return refused === undefined ? [] : [`what this machine can give is not known: ${refused}`];
}

function settlingNotes(contenders: readonly ContenderResult[]): readonly string[] {
  const unsettled = contenders.filter(({ stable }) => !stable).map(({ name }) => name);
  return unsettled.length === 0 ? [] : [`the time of a step had not settled when the rounds began: ${unsettled.join(', ')}`];
}

function startNotes(): readonly string[] {
  return fromSources ? ['started from TypeScript sources: start-up and memory hold the compilation by tsx'] : [];
}
