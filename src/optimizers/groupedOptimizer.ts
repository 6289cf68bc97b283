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
  /** The scalar that scales its updates, named as the option that gives it. */
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
    requireTraining: training => optimizers.forEach(optimizer => optimizer.requireTraining?.(training)),
    update(context, gradients) {
      requireSense(groups, [...gradients.keys()]);
      const own = (optimizer: Optimizer) => new Map([...gradients].filter(([path]) => memberAt(path)?.optimizer === optimizer));
      return united(context, optimizers.map(optimizer => optimizer.update(context, own(optimizer))), memberAt);
    },
  };
}

function memberOf({ patterns, treatment }: Group, index: number, common: Optimizer): Member {
  if (treatment === 'frozen') return { patterns };
  if ('rateScale' in treatment) return { patterns, optimizer: common, scale: [`groups[${index}].rateScale`, treatment.rateScale] };
  return { patterns, optimizer: named(treatment, String(index), `groups[${index}].optimizer`) };
}

/** The results together, the updates of scaled groups scaled. */
function united(context: UpdateContext, results: readonly UpdateResult[], memberAt: (path: string) => Member | undefined): UpdateResult {
  const scaled = (path: string, update: Tensor) => {
    const [name] = memberAt(path)?.scale ?? [];
    return name === undefined ? update : update.mul(declaredScalar(context, name));
  };
  const parameters = new Map(results.flatMap(result => [...result.parameters ?? []]));
  for (const path of parameters.keys()) refuseScale(memberAt(path), path);
  return {
    updates: new Map(results.flatMap(({ updates }) => [...updates].map(([path, update]) => [path, scaled(path, update)] as const))),
    parameters, slots: mergedSlots(results.map(({ slots }) => slots)),
  };
}

function refuseScale({ scale }: Partial<Member> = {}, path: string): void {
  if (scale === undefined) return;
  throw new ConfigError('a rate cannot scale what is no update', {
    where: scale[0], got: `an optimizer \`rest\` that gives ${path} its value outright`, next: 'give the group an optimizer of its own, or put the groups inside that optimizer',
  });
}

/** Every pattern matches some parameter, every group has one, and not all of them are frozen. */
function requireSense(groups: readonly Group[], paths: readonly string[]): void {
  const owners = paths.map(path => groups.findIndex(({ patterns }) => patterns.some(pattern => matchesPath(pattern, path))));
  for (const [index, { patterns }] of groups.entries()) {
    const idle = patterns.find(pattern => !paths.some(path => matchesPath(pattern, path)));
    if (idle !== undefined) throw unmatched(index, idle, paths);
    if (!owners.includes(index)) throw shadowed(index, patterns);
  }
  if (owners.every(owner => groups[owner]?.treatment === 'frozen')) throw allFrozen(paths);
}

function allFrozen(paths: readonly string[]): ConfigError {
  return new ConfigError('every parameter is frozen: there is nothing to train', { where: 'groups', got: paths.join(', '), next: 'leave out a group, or let it match fewer parameters' });
}

function shadowed(index: number, patterns: readonly string[]): ConfigError {
  return new ConfigError('the groups before it have every parameter that it matches', { where: `groups[${index}].match`, got: patterns.join(', '), next: 'put it before them, or leave it out' });
}

function unmatched(index: number, pattern: string, known: readonly string[]): ConfigError {
  return new ConfigError('the pattern matches no parameter', {
    where: `groups[${index}].match`, got: pattern,
    expected: known.length === 0 ? 'no pattern: there are no parameters' : `one that fits some of ${known.join(', ')}`,
    nearest: nearestName(pattern, known),
  });
}
