import { formatShape } from '../tensor/shape.ts';
import { isFailure } from './compareGradients.ts';
import type { Culprit, LoneAutodiff, Status, Verification, VerifiedFigure, WorstElement } from './verification.ts';

type Told = Pick<Verification, 'culprits' | 'figures' | 'strict' | 'loneAutodiff'>;

/** What a verification found, in words: a line for each culprit, or one for the whole. */
export function verdictOf(verification: Told): string {
  const { culprits, figures, strict } = verification;
  if (culprits.length > 0) return culprits.flatMap(culpritLines).join('\n');
  const failed = figures.filter(figure => isFailure(figure, strict));
  if (failed.length > 0) return failed.map(figure => `${nameOf(figure)}: ${told(figure)}${composed(figure)}`).join('\n');
  return successOf(verification);
}

function culpritLines({ kind, path, component, figures }: Culprit): readonly string[] {
  return figures.map(figure => `the ${kind} ${culpritName(path, component)}: ${shortName(figure, path)}: ${told(figure)}`);
}

/** `dense_2`, `head (dense)` of a layer with a name of its own, `dense/kernel (l2)` of a regularizer, `loss (huber)`. */
function culpritName(path: string, component: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/_\d+$/u, '');
  return path === '' || last === component || component === '' ? path || component : `${path} (${component})`;
}

/** `kernel` of `dense/kernel` inside the layer `dense`. */
function shortName(figure: VerifiedFigure, within: string): string {
  return figure.kind === 'parameter' && figure.path.startsWith(`${within}/`) ? figure.path.slice(within.length + 1) : nameOf(figure);
}

function nameOf({ kind, path }: VerifiedFigure): string {
  return kind === 'input' ? `gradient of input ${path}` : path;
}

/** A figure that is wrong, with the worst element and the hint. */
function told({ status, worst, hint }: VerifiedFigure): string {
  const numbers = worst === undefined ? '' : `; element [${worst.index.join(', ')}] is ${numbersOf(worst, status)}`;
  return `${status}${numbers}${hint === undefined ? '' : `; ${hint}`}`;
}

/** The numbers of an element side by side: by hand, by differences, and where another way is what the status is about, by that. */
function numbersOf({ hand, differences, autodiff, backends }: WorstElement, status: Status): string {
  const differing = Object.entries(backends).filter(([name]) => status === `differs on ${name}`).map(([name, value]) => `${short(value)} on ${name}`);
  const taped = Object.entries(autodiff).map(([device, value]) => `${short(value)} by automatic differentiation on ${device}`);
  return [`${short(hand)} by hand`, ...differences === null ? [] : [`${short(differences)} by central differences`], ...differing.length === 0 ? taped.slice(0, 1) : differing].join(', ');
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function composed({ status }: VerifiedFigure): string {
  return status === 'wrong' ? '; every layer, regularizer and loss is right by itself, so that the mistake lies in how they are put together' : '';
}

/** All is right, but for what has to be said nevertheless. */
function successOf({ figures, loneAutodiff }: Told): string {
  const named = (these: readonly VerifiedFigure[]) => these.map(nameOf).join(', ');
  const open = figures.filter(({ status }) => status === 'not compared');
  const flat = figures.filter(({ vanishes, status }) => vanishes && status === 'agrees');
  const alone = figures.filter(({ status }) => status === 'autodiff alone');
  return [
    open.length === 0 ? 'every gradient is right' : 'every gradient that could be compared is right',
    ...open.length === 0 ? [] : [`not compared, since every element lies on a kink: ${named(open)}`],
    ...flat.length === 0 ? [] : [`0 at every element, which tells little: ${named(flat)}`],
    ...alone.length === 0 ? [] : [`tf.js stands alone with ${named(alone)}: by hand and by differences it is something else`],
    ...loneAutodiff.map(loneLine),
  ].join('\n');
}

function loneLine({ path, component, inputs, figure }: LoneAutodiff): string {
  const numbers = figure.worst === undefined ? '' : `: element [${figure.worst.index.join(', ')}] is ${numbersOf(figure.worst, figure.status)}`;
  return `  the smallest case found: ${culpritName(path, component)} of ${inputs.map(formatShape).join(' and ')}, ${nameOf(figure)}${numbers}`;
}
