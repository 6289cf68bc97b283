import type { BenchmarkResult } from '../../benchmark/result.ts';
import type { SweptSize } from '../../benchmark/breakEven.ts';
import { BackendError, ConfigError } from '../../errors.ts';
import { asNumber, overridesOf } from '../overrides.ts';
import { checkBackends } from './checkBackends.ts';
import { commandText } from './commandText.ts';
import { measuredBackends } from './contenders.ts';
import { measureSubject } from './measureSubject.ts';
import { profileSubject } from './profileSubject.ts';
import { settingsOf } from './settings.ts';
import { openSubject } from './subject.ts';
import type { Subject } from './subject.ts';
import { sweep } from './sweep.ts';
import type { BenchOptions } from './options.ts';

const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** Measures a config and gives what was found. Throws what is wrong with the config or the flags, and a BackendError where no backend could be measured. */
export async function runBench(file: string | undefined, options: BenchOptions): Promise<BenchmarkResult> {
  if (file === undefined) throw new ConfigError('there is no config to measure', { where: 'bench', expected: 'a YAML or JSON file, or --suite' });
  const settings = await settingsOf(options);
  const overrides = [...overridesOf({ set: options.set, ...(options.seed !== undefined && { seed: options.seed }) }), ...batchOverride(options.batchSize)];
  await checkBackends(file, overrides, options.backend);
  const subject = await openSubject({ file, overrides });
  const backends = options.backend.length === 0 ? measuredBackends : options.backend;
  const measured = await measureSubject(subject, backends, settings, tell);
  requireMeasured(measured);
  const breakEven = options.breakEven === 'none' ? null : await breakEvenOf(subject, measured, options.breakEven, settings);
  const profiled = options.profile === true ? measured.contenders.filter(({ wrong }) => wrong === null).map(({ name }) => name) : [];
  const { profiles, notes } = await profileSubject(subject, profiled, settings.seconds, tell);
  return { command: commandText(file, options), ...measured, breakEven, profiles, notes: [...measured.notes, ...notes] };
}

function batchOverride(text: string | undefined) {
  return text === undefined ? [] : [{ path: ['training', 'batchSize'], value: asNumber(text), place: `--batch-size ${text}` }];
}

function requireMeasured({ contenders, leftOut }: Pick<BenchmarkResult, 'contenders' | 'leftOut'>): void {
  if (contenders.length > 0) return;
  throw new BackendError('no backend could be measured', { got: leftOut.map(({ name, reason }) => `${name}: ${reason}`).join('; '), next: 'name another with --backend, typescript for example' });
}

/** `native` where it was measured, else the fastest of ours, against TypeScript loops; null where these are the fastest, or alone. */
async function breakEvenOf(subject: Subject, { contenders }: Pick<BenchmarkResult, 'contenders'>, what: SweptSize, settings: Parameters<typeof sweep>[3]) {
  const others = contenders.filter(({ wrong, backend, gradients }) => wrong === null && backend !== 'typescript' && gradients === 'backprop');
  const best = others.find(({ backend }) => backend === 'native') ?? others[0];
  return best === undefined ? null : sweep(subject, what, best.backend, settings, tell);
}
