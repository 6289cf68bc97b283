import { distance } from 'fastest-levenshtein';

/** What an error tells beside its message: where it happened, what was got, what was expected, and what to do. */
export interface ErrorDetails {
  readonly where?: string | undefined;
  /** The line of the file or flag, and under it a mark below the part that is wrong. */
  readonly excerpt?: string | undefined;
  readonly got?: string | undefined;
  readonly expected?: string | undefined;
  /** The known name that was probably meant. */
  readonly nearest?: string | undefined;
  /** Others that may have been. */
  readonly alsoNear?: readonly string[] | undefined;
  readonly next?: string | undefined;
}

/**
 * An error caused by input, not by a bug: it is shown without a stack trace, and the command line exits with 2.
 * The message is made of the details, one a line, so that every error reads alike.
 */
export class ChainruleError extends Error {
  readonly problem: string;
  readonly details: ErrorDetails;

  constructor(problem: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(describe(problem, details), options);
    this.name = new.target.name;
    this.problem = problem;
    this.details = details;
  }

  /** The same error with the same cause and some details changed. */
  withDetails(details: ErrorDetails): ChainruleError {
    const Same = this.constructor as new (problem: string, details: ErrorDetails, options?: ErrorOptions) => ChainruleError;
    return new Same(this.problem, { ...this.details, ...details }, { cause: this.cause ?? this });
  }
}

/** Shapes or dtypes that do not meet, or a given function that fails, while a model is built or recorded; `where` is the layer's path. */
export class ShapeError extends ChainruleError {}
/** A config, an option or a command-line argument that is wrong; `where` is file:line:column or the key's path. */
export class ConfigError extends ChainruleError {}
/** A data file or an array that cannot be used; `where` names the file and the place in it. */
export class DataError extends ChainruleError {}
/** A backend that is not installed, lacks an op, or does not fit the chosen gradients. */
export class BackendError extends ChainruleError {}
/** A plugin that cannot be loaded, or contributes a name twice. */
export class PluginError extends ChainruleError {}
/** A model file that is damaged or belongs to another model. */
export class ModelFileError extends ChainruleError {}
/** A NaN or an infinity that ended a run; `where` is the layer's path of the first op that gave it. */
export class NonFiniteError extends ChainruleError {}

/** Characters of a line of a message: what was got may be a megabyte. */
const longest = 2000;

function describe(problem: string, details: ErrorDetails): string {
  const lines = [details.where === undefined ? problem : `${details.where}: ${problem}`];
  if (details.excerpt !== undefined) lines.push(`  ${details.excerpt.replaceAll('\n', '\n  ')}`);
  if (details.got !== undefined) lines.push(`  got: ${details.got}`);
  if (details.expected !== undefined) lines.push(`  expected: ${details.expected}`);
  if (details.nearest !== undefined) lines.push(`  did you mean: ${[details.nearest, ...details.alsoNear ?? []].join(', ').replace(/, ([^,]*)$/u, ' or $1')}?`);
  if (details.next !== undefined) lines.push(`  next: ${details.next}`);
  return lines.join('\n').split('\n').map(line => (line.length > longest ? `${line.slice(0, longest)}…` : line)).join('\n');
}

/** The known name nearest to a mistyped one, if it is near enough to be meant; see `nearestNames`. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearestNames(name, known)[0];
}

/** What an error tells of the names that a mistyped one may have meant. */
export function suggestNames(name: string, known: readonly string[]): Pick<ErrorDetails, 'nearest' | 'alsoNear'> {
  const [nearest, ...alsoNear] = nearestNames(name, known);
  return { nearest, alsoNear };
}

/**
 * The known names that a mistyped one may have meant, the nearest first, at most three: those that it begins, and those of which no more than two letters differ, of longer names three, or
 * a third, and fewer than two thirds, unless letters changed places. Beside the nearest stand those that differ by one letter more.
 */
export function nearestNames(name: string, known: readonly string[]): readonly string[] {
  const near = known.map(candidate => ({ candidate, away: awayFrom(name.toLowerCase(), candidate.toLowerCase()) }));
  near.sort((a, b) => a.away - b.away);
  return near.filter(({ away }) => away < (near[0]?.away ?? 0) + 1.5).slice(0, 3).map(({ candidate }) => candidate);
}

/** The letters that differ, and less than one more where the first of them or their number does; infinite for a name that cannot be meant. */
function awayFrom(name: string, known: string): number {
  const [length, longer] = [Math.max(name.length, known.length), Math.abs(name.length - known.length)];
  const tie = Number(name[0] !== known[0]) / 4 + longer / length / 5;
  if (name.length > 2 && known.startsWith(name)) return tie;
  const most = Math.max(2, Math.min(3, length >> 1), Math.floor(length / 3));
  // The distance takes the product of both lengths.
  const different = longer > most ? longer : distance(name, known);
  if (longer === 0 && sameLetters(name, known)) return different - 1 + tie;
  return different <= most && different * 3 < length * 2 ? different + tie : Number.POSITIVE_INFINITY;
}

/** Two letters that changed places count as two that differ: `sdg` is `sgd` all the same. */
function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

/** The same error with the same cause, its `where` put under an outer place: `dense` under `residual` becomes `residual/dense`. */
export function located(error: unknown, outer: string, separator = '/'): unknown {
  if (!(error instanceof ChainruleError) || outer === '') return error;
  const { where } = error.details;
  return error.withDetails({ where: where === undefined ? outer : `${outer}${separator}${where}` });
}
