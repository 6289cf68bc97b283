import type { Verification } from '../verification/verification.ts';
import { mistakeSections } from './verification/mistakeSections.ts';
import { comparisonSection } from './verification/comparisonSection.ts';
import type { Block, Report, Section } from './report.ts';

/**
 * Verifications as a report: the verdict, what is wrong and where, and how far every gradient lies from what it should be. Of several, those that failed are shown in full.
 *
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { reportPage, verificationReport } from 'chainrule/report';
 * import type { Verification } from 'chainrule/report';
 *
 * // What `chainrule verify examples/mnist.yaml --json > verified.json` wrote.
 * const { verifications } = JSON.parse(readFileSync('verified.json', 'utf8')) as { verifications: Verification[] };
 * console.log(reportPage(verificationReport(verifications)));
 * ```
 */
export function verificationReport(verifications: readonly Verification[]): Report {
  const [first] = verifications;
  const subject = verifications.length === 1 && first !== undefined ? first.subject : `${verifications.length} subjects`;
  const shown = verifications.length === 1 ? verifications : verifications.filter(({ passed, loneAutodiff }) => !passed || loneAutodiff.length > 0);
  const sections = [verdictSection(verifications), ...shown.flatMap(each => [...mistakeSections(each), ...each.failure === undefined ? [comparisonSection(each)] : []]), measuredSection(verifications)];
  return { title: `Gradients of ${subject}`, subtitle: 'by hand, by central differences, and by automatic differentiation', sections };
}

function verdictSection(verifications: readonly Verification[]): Section {
  const failed = verifications.filter(({ passed }) => !passed);
  const [only] = verifications;
  if (verifications.length === 1 && only !== undefined) return { heading: 'Verdict', blocks: [{ kind: 'verdict', passed: only.passed, text: only.verdict }] };
  const text = failed.length === 0 ? `The gradients of all ${verifications.length} are right.` : `Wrong gradients in ${failed.length} of ${verifications.length}: ${failed.map(({ subject }) => `\`${subject}\``).join(', ')}.`;
  return { heading: 'Verdict', blocks: [{ kind: 'verdict', passed: failed.length === 0, text }, summary(verifications)] };
}

function summary(verifications: readonly Verification[]): Block {
  const numeric = true;
  const columns = [{ title: 'subject' }, { title: 'verdict' }, { title: 'gradients', numeric }, { title: 'elements compared', numeric }, { title: 'on kinks', numeric }, { title: 'seconds', numeric }];
  const rows = verifications.map(({ subject, passed, verdict, figures, kinks, seconds }) => [
    subject, `${passed ? '✓' : '✗'} ${verdict}`, String(figures.length), String(figures.reduce((sum, { compared }) => sum + compared, 0)), String(kinks), seconds.toFixed(1),
  ]);
  return { kind: 'table', caption: 'All subjects', columns, rows };
}

function measuredSection(verifications: readonly Verification[]): Section {
  const all = (namesOf: (each: Verification) => readonly string[]) => [...new Set(verifications.flatMap(namesOf))].map(name => `\`${name}\``).join(', ') || 'none';
  const missing = new Map(verifications.flatMap(each => each.missing.map(({ name, reason }) => [name, reason] as const)));
  const facts = [
    ['By hand in float64', 'on `typescript:float64`, against central differences there'],
    ['Differentiated by tf.js', all(({ devices }) => devices)], ['By hand in float32', all(({ backends }) => backends)],
    ['Tolerances', verifications.some(({ strict }) => strict) ? 'strict' : 'ordinary'], ['Time', `${verifications.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)} s`],
  ] as const;
  const alone = verifications.filter(({ defaultsAlone }) => defaultsAlone === true).map(({ subject }) => `\`${subject}\` was tried with its defaults alone: its definition gives no examples`);
  const items = [...[...missing].map(([name, reason]) => `\`${name}\` took no part: ${reason}`), ...alone];
  return { heading: 'How it was checked', blocks: [{ kind: 'facts', facts }, ...items.length === 0 ? [] : [{ kind: 'list', items } as const]] };
}
