import type { Plugin } from '../../plugins/definePlugin.ts';
import type { Verification } from '../../verification/verification.ts';
import { notDifferentiated, verifyComponent, verifyComponents } from '../../verification/verifyComponents.ts';
import type { VerifyOptions } from '../../verification/verifyProblem.ts';
import { exitCodes } from '../exitCodes.ts';
import { writeJson, writeResult } from '../output.ts';
import { pluginsOf } from '../plugins.ts';
import { prepareReport, writeReportFiles } from '../reportFiles.ts';
import { givenBatchSizes } from './batchSizes.ts';
import type { BatchSizes } from './batchSizes.ts';
import { chosenBackends } from './chosenBackends.ts';
import type { VerifyFlags } from './flags.ts';
import { briefLine, summaryLine, verificationLines } from './lines.ts';
import { namedNumbers } from './namedNumbers.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { verifyConfig } from './verifyConfig.ts';

/** How the subject is verified, and who sees each verification as it comes. */
interface How {
  readonly options: VerifyOptions;
  readonly sizes: BatchSizes | undefined;
  readonly each: (verification: Verification) => void;
}

/** Runs `chainrule verify` and gives its exit code. */
export async function runVerify(config: string | undefined, flags: VerifyFlags): Promise<number> {
  const sizes = givenBatchSizes(flags.batchSize);
  const plugins = await pluginsOf(flags);
  const subject = subjectOf(config, flags, plugins);
  const options = { backends: await chosenBackends(flags.backend), strict: flags.strict ?? false };
  await prepareReport(flags);
  const quiet = flags.json === true;
  const verifications = await verify(subject, plugins, flags, { options, sizes, each: quiet ? () => {} : each => writeResult(briefLine(each)) });
  await writeReportFiles(({ verificationReport }) => verificationReport(verifications), flags);
  if (quiet) writeJson(namedNumbers({ passed: verifications.every(({ passed }) => passed), verifications }));
  else writeResult(closing(subject, verifications, notDifferentiated(plugins, flags.all === true)).join('\n'));
  return codeOf(verifications);
}

async function verify(subject: Subject, plugins: readonly Plugin[], { set }: VerifyFlags, { options, sizes, each }: How): Promise<readonly Verification[]> {
  const all = { ...options, ...(sizes && { batchSizes: sizes }) };
  if ('components' in subject) return verifyComponents(subject.components, all, each);
  if ('component' in subject) return verifyComponent(subject.component, all);
  return [await verifyConfig(subject.config, { set, plugins, sizes }, options)];
}

/** A gradient that is wrong comes before what could not be verified. */
function codeOf(verifications: readonly Verification[]): number {
  const failed = verifications.filter(({ passed }) => !passed);
  if (failed.length === 0) return exitCodes.done;
  return failed.every(({ failure }) => failure === 'component') ? exitCodes.badInput : exitCodes.wrongGradient;
}

function closing(subject: Subject, verifications: readonly Verification[], others: Readonly<Record<string, number>>): readonly string[] {
  if (!('components' in subject)) return verifications.flatMap((each, index) => [...index === 0 ? [] : [''], ...verificationLines(each)]);
  const counts = Object.entries(others).filter(([, count]) => count > 0).map(([kind, count]) => `${count} of the kind ${kind}`);
  return [summaryLine(verifications), ...counts.length === 0 ? [] : [`not differentiated: ${counts.join(', ')}`]];
}
