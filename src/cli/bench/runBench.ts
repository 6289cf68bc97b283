import type { BenchmarkResult } from '../../benchmark/result.ts';
import type { BreakEven, SweptSize } from '../../benchmark/breakEven.ts';
import { BackendError, ConfigError } from '../../errors.ts';
import { checkBackends } from '../checkBackends.ts';
import { asNumber, overridesOf } from '../overrides.ts';
import { commandText } from './commandText.ts';
import { measuredBackends } from './contenders.ts';
import { measureSubject } from './measureSubject.ts';
import { profileSubject } from './profileSubject.ts';
import { interruptionNote } from './interruptionNote.ts';
import { settingsOf } from './settings.ts';
import type { BenchSettings } from './settings.ts';
import { openSubject } from './subject.ts';
import type { Subject } from './subject.ts';
import { sweep } from './sweep.ts';
import type { BenchOptions } from './options.ts';
import type { Watch } from './watch.ts';

type Measured = Omit<BenchmarkResult, 'command' | 'breakEven' | 'profiles'>;

/**
 * Measures a config and gives what was found; undefined where it was interrupted before anything was measured. Throws what is wrong with the config or the flags, and a BackendError
 * where no backend could be measured.
 */
export async function runBench(file: string | undefined, options: BenchOptions, watch: Watch): Promise<BenchmarkResult | undefined> {
  if (file === undefined) throw new ConfigError('there is no config to measure', { where: 'bench', expected: 'a YAML or JSON file, or --suite' });
  const settings = await settingsOf(options);
  const overrides = [...overridesOf({ set: options.set, ...(options.seed !== undefined && { seed: options.seed }) }), ...batchOverride(options.batchSize)];
  const source = { file, overrides, plugin: options.plugin };
  await checkBackends(source, options.backend);
  const subject = await openSubject(source);
  const measured = await measureSubject(subject, options.backend.length === 0 ? measuredBackends : options.backend, settings, watch);
  if (watch.signal.aborted && measured.contenders.length === 0) return undefined;
  requireMeasured(measured);
  const result = { command: commandText(file, options), ...measured, ...await findOutMore(subject, measured, options, settings, watch) };
  return watch.signal.aborted ? { ...result, notes: [...result.notes, interruptionNote(result, options)] } : result;
}

/** The break-even and the profiles, where they are asked for. */
async function findOutMore(subject: Subject, measured: Measured, { breakEven, profile }: BenchOptions, settings: BenchSettings, watch: Watch): Promise<Pick<BenchmarkResult, 'breakEven' | 'profiles' | 'notes'>> {
  const found = breakEven === 'none' ? null : await breakEvenOf(subject, measured, breakEven, settings, watch);
  const profiled = profile === true ? measured.contenders.filter(({ wrong }) => wrong === null).map(({ name }) => name) : [];
  const { profiles, notes } = await profileSubject(subject, profiled, settings.seconds, watch);
  return { breakEven: found, profiles, notes: [...measured.notes, ...notes] };
}

function batchOverride(text: string | undefined) {
  return text === undefined ? [] : [{ path: ['training', 'batchSize'], value: asNumber(text), place: `--batch-size ${text}` }];
}

function requireMeasured({ contenders, leftOut }: Measured): void {
  if (contenders.length > 0) return;
  throw new BackendError('no backend could be measured', { got: leftOut.map(({ name, reason }) => `${name}: ${reason}`).join('; '), next: 'name another with --backend, typescript for example' });
}

/** `native` where it was measured, else the fastest of ours, against TypeScript loops; null where these are the fastest, or alone. */
async function breakEvenOf(subject: Subject, { contenders }: Measured, what: SweptSize, settings: BenchSettings, watch: Watch): Promise<BreakEven | null> {
  const others = contenders.filter(({ wrong, backend, gradients }) => wrong === null && backend !== 'typescript' && gradients === 'backprop');
  const best = others.find(({ backend }) => backend === 'native') ?? others[0];
  return best === undefined || watch.signal.aborted ? null : sweep(subject, what, best.backend, settings, watch);
}
