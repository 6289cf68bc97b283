import { formatShape } from '../../tensor/shape.ts';
import { counted } from '../../training/observers/figures.ts';
import type { Verification, VerifiedFigure } from '../../verification/verification.ts';
import { table } from '../table.ts';

/** A verification as a table of its figures, with the verdict last. */
export function verificationLines(verification: Verification): readonly string[] {
  const { subject, figures, batchSize, batchSizes, failure, verdict, backends, devices, seconds, missing, defaultsAlone } = verification;
  const others = batchSizes.filter(size => size !== batchSize);
  const title = `${subject}, a batch of ${batchSize}${others.length === 0 ? '' : `, and of ${others.join(', ')}`}`;
  if (failure !== undefined) return [title, '', ...verdict.split('\n')];
  const heading = ['gradient', 'shape', 'compared', 'kinks', 'differences', 'autodiff', 'backends', 'status'];
  return [
    title, '',
    ...table([heading, ...figures.map(row)], [2, 3, 4, 5, 6]), '',
    `compared on ${[...backends, ...devices.map(device => `autodiff ${device}`)].join(', ') || 'the float64 oracle alone'}, ${seconds.toFixed(1)} s`,
    ...missing.map(({ name, reason }) => `without ${name}: ${reason}`),
    ...defaultsAlone === true ? [`with its defaults alone: \`examples: [{ options, inputs }]\` in its definition name others to try`] : [],
    ...verdict.split('\n'),
  ];
}

function row(figure: VerifiedFigure): readonly string[] {
  const { shape, kinks, excess, status } = figure;
  const largest = (ways: Readonly<Record<string, number>>) => number(Object.values(ways).reduce<number | null>((most, own) => Math.max(most ?? 0, own), null));
  return [nameOf(figure), formatShape(shape), comparedOf(figure), String(kinks), number(excess.differences), largest(excess.autodiff), largest(excess.backends), status];
}

/** How many elements were compared by themselves, and where those are not all of them how many in groups. */
function comparedOf({ compared, grouped, kinks, unresolved, size }: VerifiedFigure): string {
  if (compared + kinks + unresolved === size) return String(compared);
  return grouped === 0 ? `${compared} of ${size}` : `${compared} + ${grouped} in groups`;
}

function nameOf({ kind, path }: VerifiedFigure): string {
  return kind === 'input' ? `input ${path}` : path;
}

/** A distance in units of the tolerance. */
function number(excess: number | null): string {
  if (excess === null) return '–';
  if (excess === Number.POSITIVE_INFINITY) return 'not finite';
  return excess >= 1e4 ? excess.toExponential(0) : excess.toPrecision(2).replace(/^0\.000.*/u, '0.000');
}

/** A verification in a line, as one of many; its verdict where there is more to say. */
export function briefLine(verification: Verification): string {
  const { subject, verdict, kinks, missing, defaultsAlone } = verification;
  const notes = [...kinks === 0 ? [] : [`${counted(kinks, 'element')} on kinks`], ...missing.map(({ name }) => `without ${name}`), ...defaultsAlone === true ? ['with its defaults alone, as it gives no examples'] : []];
  const told = verdict === 'every gradient is right' ? '' : `: ${verdict.replaceAll('\n', '\n       ')}`;
  return `${markOf(verification)}  ${[subject, ...notes].join(', ')}${told}`;
}

function markOf({ passed, failure }: Verification): string {
  if (passed) return 'ok   ';
  return failure === 'component' ? 'ERROR' : 'WRONG';
}

/** How many of many passed. */
export function summaryLine(verifications: readonly Verification[]): string {
  const seconds = verifications.reduce((sum, own) => sum + own.seconds, 0).toFixed(1);
  const [wrong, open] = [true, false].map(compared => verifications.filter(({ passed, failure }) => !passed && (failure !== 'component') === compared).map(({ subject }) => subject));
  const count = (subjects: readonly string[] = [], what: string) => (subjects.length === 0 ? [] : [`${subjects.length} of ${verifications.length} ${what}: ${subjects.join('; ')}`]);
  const failed = [...count(wrong, 'are wrong'), ...count(open, 'could not be verified')];
  if (verifications.length === 0) return 'no layer, loss or regularizer to verify';
  return `${failed.length === 0 ? `all ${verifications.length} are right` : failed.join(', ')}, ${seconds} s`;
}
