import { formatShape } from '../tensor/shape.ts';
import { isFailure } from './compareGradients.ts';
import { openLines, reasonOf } from './openLines.ts';
import { partName, placeName } from './partName.ts';
import type { Culprit, LoneAutodiff, Status, Verification, VerifiedFigure, WorstElement } from './verification.ts';

type Told = Pick<Verification, 'culprits' | 'figures' | 'strict' | 'loneAutodiff'>;

/** What a verification found, in words: a line for each culprit, or one for the whole. */
export function verdictOf(verification: Told): string {
  const { culprits, figures, strict } = verification;
  if (culprits.length > 0) return culprits.flatMap(culpritLines).join('\n');
  const failed = lossFirst(figures.filter(figure => isFailure(figure, strict)));
  if (failed.length > 0) return failed.map(figure => `${nameOf(figure)}: ${told(figure)}${composed(figure)}`).join('\n');
  return successOf(verification);
}

function culpritLines({ kind, path, component, figures }: Culprit): readonly string[] {
  return lossFirst(figures).map(figure => [partName({ kind, path, component }), ...figure.path === path ? [] : [shortName(figure, path)], told(figure)].join(': '));
}

/** `kernel` of `dense/kernel` inside the layer `dense`. */
function shortName(figure: VerifiedFigure, within: string): string {
  return figure.kind === 'parameter' && figure.path.startsWith(`${within}/`) ? figure.path.slice(within.length + 1) : nameOf(figure);
}

function nameOf({ kind, path }: VerifiedFigure): string {
  return kind === 'input' ? `gradient of input ${path}` : path;
}

/** Of a loss that is not finite no gradient can be told. */
function lossFirst(figures: readonly VerifiedFigure[]): readonly VerifiedFigure[] {
  const loss = figures.filter(({ kind, status }) => kind === 'loss' && status === 'not finite');
  return loss.length === 0 ? figures : loss;
}

/** A figure that is wrong, with the worst element and the hint. */
function told(figure: VerifiedFigure): string {
  const { status, worst, hint, unchecked } = figure;
  if (!isFailure(figure)) return `${status === 'not compared' ? reasonOf(figure) : `${unchecked} of ${figure.size} elements rest on nothing`}, which is not enough when strict`;
  if (worst !== undefined && !Number.isFinite(worst.hand)) return `${status}; ${notFinite(figure, worst)}`;
  const numbers = worst === undefined ? '' : `; element [${worst.index.join(', ')}] is ${numbersOf(worst, status)}`;
  return `${status}${numbers}${hint === undefined ? '' : `; ${hint}`}`;
}

function notFinite({ kind }: VerifiedFigure, { hand, index, differences }: WorstElement): string {
  if (kind === 'loss') return `it is ${hand} for these numbers, so that no gradient can be compared`;
  return `the hand-written gradient is ${hand} at [${index.join(', ')}], where differences give ${differences === null ? 'nothing: the loss is not finite nearby' : short(differences)}`;
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
    ...[...new Set(open.map(reasonOf))].map(reason => `not compared, since ${reason}: ${named(open.filter(figure => reasonOf(figure) === reason))}`),
    ...openLines(figures, nameOf),
    ...flat.length === 0 ? [] : [`0 at every element, which tells little: ${named(flat)}`],
    ...alone.length === 0 ? [] : [`tf.js stands alone with ${named(alone)}: by hand and by differences it is something else`],
    ...loneAutodiff.map(loneLine),
  ].join('\n');
}

function loneLine({ path, component, inputs, figure }: LoneAutodiff): string {
  const numbers = figure.worst === undefined ? '' : `: element [${figure.worst.index.join(', ')}] is ${numbersOf(figure.worst, figure.status)}`;
  return `  the smallest case found: ${placeName(path, component)} of ${inputs.map(formatShape).join(' and ')}, ${nameOf(figure)}${numbers}`;
}
