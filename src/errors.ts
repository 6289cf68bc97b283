import { closest, distance } from 'fastest-levenshtein';

/** What an error tells beside its message: where it happened, what was got, what was expected, and what to do. */
export interface ErrorDetails {
  readonly where?: string | undefined;
  readonly got?: string | undefined;
  readonly expected?: string | undefined;
  readonly nearest?: string | undefined;
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

function describe(problem: string, details: ErrorDetails): string {
  const lines = [details.where === undefined ? problem : `${details.where}: ${problem}`];
  if (details.got !== undefined) lines.push(`  got: ${details.got}`);
  if (details.expected !== undefined) lines.push(`  expected: ${details.expected}`);
  if (details.nearest !== undefined) lines.push(`  did you mean: ${details.nearest}?`);
  if (details.next !== undefined) lines.push(`  next: ${details.next}`);
  return lines.join('\n');
}

/** The known name nearest to a mistyped one, if it is near enough to be meant: no more than two letters differ, or a third, and no more than half of them unless they changed places. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = new Map(known.map(candidate => [candidate.toLowerCase(), candidate]));
  const found = closest(name.toLowerCase(), [...lower.keys()]);
  const start = name.length < 3 ? undefined : known.find(candidate => candidate.toLowerCase().startsWith(name.toLowerCase()));
  if (start !== undefined) return start;
  const different = distance(name.toLowerCase(), found);
  const far = different > Math.max(2, Math.floor(name.length / 3)) || (different > Math.max(name.length, found.length) / 2 && !sameLetters(name.toLowerCase(), found));
  return far ? undefined : lower.get(found);
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
