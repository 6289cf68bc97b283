import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { nearestName, PluginError } from '../errors.ts';
import type { ErrorDetails } from '../errors.ts';
import { followingMembers, neededMembers, optionalMembers } from './componentMembers.ts';
import { memberNames } from './memberNames.ts';
import { expectedMembers } from './memberType.ts';
import type { MemberType } from './memberType.ts';
import { describeValue } from './problem.ts';

type Wrong = readonly [name: string, type: MemberType];

/** What a factory gave, which plain JavaScript may let be anything. Throws a PluginError, located at `where`, for what lacks a member of its kind's interface, or has one of another type. */
export function requireComponent(component: unknown, kind: Kind, where: string): void {
  if (typeof component !== 'object' || component === null) throw notMade(kind, where, { got: describeValue(component) });
  const wrong = wrongMembers(component, kind);
  if (wrong.length > 0) throw withoutMembers(component, kind, where, wrong);
  if (kind === 'regularizer' && !Object.keys(optionalMembers.regularizer).some(name => valueOf(component, name) !== undefined)) {
    throw notMade(kind, where, { got: describeValue(component), expected: 'penalty or transform, a function' });
  }
  if (kind === 'observer') requireHooks(component, where);
}

/** The error for a factory that promises a component: of all kinds backends alone may take their time. */
export function promised(kind: Kind, where: string): PluginError {
  return new PluginError(`create of the ${kindWords[kind]} gives a promise`, {
    where, expected: `a ${kindWords[kind]}: a backend alone may be promised`, next: `leave out its \`async\`, and do what takes time where the ${kindWords[kind]} is used`,
  });
}

function wrongMembers(component: object, kind: Kind): readonly Wrong[] {
  const follows = kind === 'schedule' && 'observe' in component;
  const needed = Object.entries<MemberType>({ ...neededMembers[kind], ...follows && followingMembers });
  const optional = Object.entries<MemberType>(optionalMembers[kind]).filter(([name]) => valueOf(component, name) !== undefined);
  return [...needed, ...optional].filter(([name, { is }]) => !is(valueOf(component, name)));
}

function withoutMembers(component: object, kind: Kind, where: string, wrong: readonly Wrong[]): PluginError {
  const given = wrong.filter(([name]) => valueOf(component, name) !== undefined);
  const missing = wrong.filter(each => !given.includes(each)).map(([name]) => name);
  return notMade(kind, where, {
    got: given.length === 0 ? describeValue(component) : given.map(([name]) => `${name}: ${describeValue(valueOf(component, name))}`).join(', '),
    expected: expectedMembers(wrong),
    nearest: memberNames(component).map(name => nearestName(name, missing)).find(near => near !== undefined),
  });
}

function notMade(kind: Kind, where: string, details: ErrorDetails): PluginError {
  return new PluginError(`create gave no ${kindWords[kind]}`, { where, expected: 'an object from its create(options)', ...details });
}

/** A method whose name is nearly that of a hook would never be called, nor any where none is a hook. */
function requireHooks(observer: object, where: string): void {
  const hooks = Object.keys(optionalMembers.observer);
  const methods = memberNames(observer).filter(name => typeof valueOf(observer, name) === 'function');
  const absent = hooks.filter(hook => !methods.includes(hook));
  const others = methods.filter(name => !hooks.includes(name));
  const mistyped = others.find(name => nearestName(name, absent) !== undefined) ?? (others.length === methods.length ? others[0] : undefined);
  if (mistyped === undefined) return;
  throw new PluginError(`an observer is told nothing by the name ${JSON.stringify(mistyped)}`, {
    where, expected: `one of ${hooks.join(', ')}`, nearest: nearestName(mistyped, absent), next: 'rename it; a method of the observer\'s own is best a private one, #draw for example',
  });
}

function valueOf(component: object, name: string): unknown {
  return Reflect.get(component, name);
}
