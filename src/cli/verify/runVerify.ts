import { loadPlugins } from '../../config/loadPlugins.ts';
import { parseOverride } from '../../config/override.ts';
import { openRun } from '../../run/openRun.ts';
import { runProblem } from '../../verification/runProblem.ts';
import type { Verification } from '../../verification/verification.ts';
import { notDifferentiated, verifyComponents } from '../../verification/verifyComponents.ts';
import { verifyProblem } from '../../verification/verifyProblem.ts';
import type { VerifyOptions } from '../../verification/verifyProblem.ts';
import { exitCodes } from '../exitCodes.ts';
import { writeJson, writeResult } from '../output.ts';
import { chosenBackends } from './chosenBackends.ts';
import type { VerifyFlags } from './flags.ts';
import { briefLine, summaryLine, verificationLines } from './lines.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** The samples of a config's data that are verified on: more tell no more of a derivative. */
const samples = 4;

/** Runs `chainrule verify` and gives its exit code. */
export async function runVerify(config: string | undefined, flags: VerifyFlags): Promise<number> {
  const plugins = await loadPlugins(flags.plugin, '.');
  const subject = subjectOf(config, flags, plugins);
  const options = { backends: await chosenBackends(flags.backend), strict: flags.strict ?? false };
  const quiet = flags.json === true;
  const verifications = await verify(subject, flags, options, quiet || !('every' in subject && subject.every) ? () => {} : each => writeResult(briefLine(each)));
  if (flags.report !== undefined) await writeReport(flags.report, verifications);
  if (quiet) writeJson(jsonOf(subject, verifications));
  else writeResult(closing(subject, verifications, notDifferentiated(plugins)).join('\n'));
  return verifications.every(({ passed }) => passed) ? exitCodes.done : exitCodes.wrongGradient;
}

async function verify(subject: Subject, { set }: VerifyFlags, options: VerifyOptions, each: (verification: Verification) => void): Promise<readonly Verification[]> {
  if ('components' in subject) return verifyComponents(subject.components, options, each);
  await using run = await openRun(subject.config, { overrides: set.map(parseOverride), changes: { backend: 'typescript', gradients: 'backprop' } });
  return [await verifyProblem(runProblem(run.parts, samples), options)];
}

async function writeReport(file: string, verifications: readonly Verification[]): Promise<void> {
  const { verificationReport, writeReport: write } = await import('../../report/index.ts');
  await write(file, verificationReport(verifications));
}

/** A config is one verification; components are a list. */
function jsonOf(subject: Subject, verifications: readonly Verification[]): object {
  const [only] = verifications;
  return 'config' in subject && only !== undefined ? only : { passed: verifications.every(({ passed }) => passed), verifications };
}

function closing(subject: Subject, verifications: readonly Verification[], others: Readonly<Record<string, number>>): readonly string[] {
  if (!('every' in subject && subject.every)) return verifications.flatMap((each, index) => [...index === 0 ? [] : [''], ...verificationLines(each)]);
  const counts = Object.entries(others).map(([kind, count]) => `${count} of the kind ${kind}`);
  return [summaryLine(verifications), `not differentiated: ${counts.join(', ')}`];
}
