import { formatShape } from '../../tensor/shape.ts';
import type { Verification, VerifiedFigure } from '../../verification/verification.ts';
import { table } from '../table.ts';

/** A verification as a table of its figures, with the verdict last. */
export function verificationLines(verification: Verification): readonly string[] {
  const { subject, figures, batchSize, verdict, backends, devices, seconds, missing } = verification;
  const heading = ['gradient', 'shape', 'compared', 'kinks', 'differences', 'autodiff', 'backends', 'status'];
  return [
    `${subject}, a batch of ${batchSize}`, '',
    ...table([heading, ...figures.map(row)], [2, 3, 4, 5, 6]), '',
    `compared on ${[...backends, ...devices.map(device => `autodiff ${device}`)].join(', ') || 'the float64 oracle alone'}, ${seconds.toFixed(1)} s`,
    ...missing.map(({ name, reason }) => `without ${name}: ${reason}`),
    ...verdict.split('\n'),
  ];
}

function row(figure: VerifiedFigure): readonly string[] {
  const { shape, compared, kinks, excess, status, size } = figure;
  const largest = (ways: Readonly<Record<string, number>>) => number(Object.values(ways).reduce<number | null>((most, own) => Math.max(most ?? 0, own), null));
  return [nameOf(figure), formatShape(shape), compared + kinks === size ? String(compared) : `${compared} of ${size}`, String(kinks), number(excess.differences), largest(excess.autodiff), largest(excess.backends), status];
}

function nameOf({ kind, path }: VerifiedFigure): string {
  return kind === 'input' ? `input ${path}` : path;
}

/** A distance in units of the tolerance. */
function number(excess: number | null): string {
  if (excess === null) return '–';
  return excess >= 1e4 ? excess.toExponential(0) : excess.toPrecision(2).replace(/^0\.000.*/u, '0.000');
}

/** A verification in a line, as one of many; its verdict where there is more to say. */
export function briefLine({ subject, passed, verdict, kinks, missing }: Verification): string {
  const notes = [...kinks === 0 ? [] : [`${kinks} elements on kinks`], ...missing.map(({ name }) => `without ${name}`)];
  const told = verdict === 'every gradient is right' ? '' : `: ${verdict.replaceAll('\n', '\n       ')}`;
  return `${passed ? 'ok   ' : 'WRONG'}  ${[subject, ...notes].join(', ')}${told}`;
}

/** How many of many passed. */
export function summaryLine(verifications: readonly Verification[]): string {
  const wrong = verifications.filter(({ passed }) => !passed).map(({ subject }) => subject);
  const seconds = verifications.reduce((sum, own) => sum + own.seconds, 0).toFixed(1);
  return wrong.length === 0 ? `all ${verifications.length} are right, ${seconds} s` : `${wrong.length} of ${verifications.length} are wrong: ${wrong.join('; ')}, ${seconds} s`;
}
