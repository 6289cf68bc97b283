import { ConfigError, nearestName } from '../errors.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { declaredScalar } from './declared.ts';
import { mergedRecords, mergedSlots } from './merged.ts';
import { named } from './named.ts';
import type { Optimizer, UpdateContext, UpdateResult } from './optimizer.ts';
import { matchesPath } from './pathPattern.ts';

/** Parameters by patterns of their paths, and what is done with them: an optimizer of their own, the update of the rest at another rate, or nothing. */
export interface Group {
  readonly patterns: readonly string[];
  readonly treatment: Optimizer | { readonly rateScale: Schedule } | 'frozen';
}

/** A group with its optimizer, its slots and scalars named `i.…`; none where it is frozen. */
interface Member {
  readonly patterns: readonly string[];
  readonly optimizer?: Optimizer;
  /** The scalar that scales its updates, by its name. */
  readonly scale?: readonly [name: string, schedule: Schedule];
}

/** An optimizer that hands each parameter to the first group which matches it, or else to `rest`. */
export function groupedOptimizer(groups: readonly Group[], rest: Optimizer): Optimizer {
  const common = named(rest, 'rest');
  const members: readonly Member[] = [...groups.map((group, index) => memberOf(group, index, common)), { patterns: ['**'], optimizer: common }];
  const optimizers = [...new Set(members.flatMap(({ optimizer }) => optimizer ?? []))];
  const memberAt = (path: string) => members.find(({ patterns }) => patterns.some(pattern => matchesPath(pattern, path)));
  return {
    slots: (shape, path) => memberAt(path)?.optimizer?.slots?.(shape, path) ?? {},
    scalars: mergedRecords([Object.fromEntries(members.flatMap(({ scale }) => (scale === undefined ? [] : [scale]))), ...optimizers.map(({ scalars }) => scalars)]),
    update(context, gradients) {
      requireMatches(groups, [...context.parameters.keys()]);
      const own = (optimizer: Optimizer) => new Map([...gradients].filter(([path]) => memberAt(path)?.optimizer === optimizer));
      return united(context, optimizers.map(optimizer => optimizer.update(context, own(optimizer))), memberAt);
    },
  };
}

function memberOf({ patterns, treatment }: Group, index: number, common: Optimizer): Member {
  if (treatment === 'frozen') return { patterns };
  if ('rateScale' in treatment) return { patterns, optimizer: common, scale: [`${index}.rateScale`, treatment.rateScale] };
  return { patterns, optimizer: named(treatment, String(index)) };
}

/** The results together, the updates of scaled groups scaled. */
function united(context: UpdateContext, results: readonly UpdateResult[], memberAt: (path: string) => Member | undefined): UpdateResult {
  const scaled = (path: string, update: Tensor) => {
    const [name] = memberAt(path)?.scale ?? [];
    return name === undefined ? update : update.mul(declaredScalar(context, name));
  };
  const parameters = new Map(results.flatMap(result => [...result.parameters ?? []]));
  requireUpdates([...parameters.keys()].find(path => memberAt(path)?.scale !== undefined));
  return {
    updates: new Map(results.flatMap(({ updates }) => [...updates].map(([path, update]) => [path, scaled(path, update)] as const))),
    parameters, slots: mergedSlots(results.map(({ slots }) => slots)),
  };
}

function requireUpdates(path: string | undefined): void {
  if (path === undefined) return;
  throw new ConfigError('a rate cannot scale what is no update', {
    where: path, got: 'an optimizer `rest` that gives parameters their values outright', next: 'give the group an optimizer of its own, or put the groups inside that optimizer',
  });
}

function requireMatches(groups: readonly Group[], paths: readonly string[]): void {
  for (const [index, { patterns }] of groups.entries()) {
    const idle = patterns.find(pattern => !paths.some(path => matchesPath(pattern, path)));
    if (idle !== undefined) throw unmatched(index, idle, paths);
  }
}

function unmatched(index: number, pattern: string, known: readonly string[]): ConfigError {
  return new ConfigError('the pattern matches no parameter', {
    where: `optimizer.groups[${index}].match`, got: pattern,
    expected: known.length === 0 ? 'no pattern: the model has no parameters' : `one that fits some of ${known.join(', ')}`,
    nearest: nearestName(pattern, known),
  });
}
