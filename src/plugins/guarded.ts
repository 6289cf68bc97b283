import { ChainruleError, PluginError } from '../errors.ts';
import { failureOf } from './failureOf.ts';
import { memberNames } from './memberNames.ts';

/** Whose error it would be: `swish (./swish.ts)`, and `layer swish`. */
export interface Blamed {
  readonly plugin: string;
  readonly contribution: string;
}

/** What results hold that is called later, and is the plugin's as well: a layer's backward, the stream of a data source. */
const calledLater = ['backward', 'stream'] as const;
/** What gives an object with methods that are called later: a backend its session, that an executable. */
const opening: ReadonlySet<string> = new Set(['open', 'compile']);
/** Errors of functions that an executable is given to call between its steps: they are not the backend's. */
const ofCallers = new WeakSet();

/** Does some work of a plugin's, `create` for example. An error of its own becomes a PluginError that says which plugin and which contribution it is of, with the error as its cause. */
export function guardedCall<T>(work: () => T, name: string, blamed: Blamed): T {
  try {
    const result = work();
    return result instanceof Promise ? result.catch((error: unknown) => { throw blaming(error, name, blamed); }) as T : result;
  } catch (error) {
    throw blaming(error, name, blamed);
  }
}

/** The same component with each of its methods guarded. It stays what it is, of its class and with its private fields, as the methods are called on it. */
export function guarded<T>(component: T, blamed: Blamed): T {
  if (typeof component !== 'object' || component === null) return component;
  const guard: T = Object.create(component);
  for (const key of memberNames(component)) Object.defineProperty(guard, key, propertyOf(component, key, blamed));
  return guard;
}

function propertyOf(component: object, key: string, blamed: Blamed): PropertyDescriptor {
  const enumerable = Object.prototype.propertyIsEnumerable.call(component, key);
  const value = Object.getOwnPropertyDescriptor(ownerOf(component, key), key)?.value as unknown;
  return typeof value === 'function' ? { enumerable, value: method(component, value, key, blamed) } : { enumerable, get: () => Reflect.get(component, key) as unknown };
}

function method(component: object, own: Function, name: string, blamed: Blamed) {
  const prepare = name === 'run' ? callback : (given: unknown) => given;
  const after = opening.has(name) ? guarded<unknown> : withGuardedLater;
  return (...given: readonly unknown[]): unknown => guardedCall(() => after(Reflect.apply(own, component, given.map(prepare)), blamed), name, blamed);
}

function callback(given: unknown): unknown {
  if (typeof given !== 'function') return given;
  return (...told: readonly unknown[]): unknown => {
    try {
      return Reflect.apply(given, undefined, told);
    } catch (error) {
      if (typeof error === 'object' && error !== null) ofCallers.add(error);
      throw error;
    }
  };
}

function withGuardedLater(result: unknown, blamed: Blamed): unknown {
  if (result instanceof Promise) return result.then(given => withGuardedLater(given, blamed));
  if (typeof result !== 'object' || result === null) return result;
  const later = calledLater.filter(key => Object.hasOwn(result, key));
  return later.length === 0 ? result : { ...result, ...Object.fromEntries(later.map(key => [key, laterOf(result, key, blamed)])) };
}

function laterOf(result: object, key: string, blamed: Blamed): unknown {
  const value: unknown = Reflect.get(result, key);
  return typeof value === 'function' ? method(result, value, key, blamed) : guarded(value, blamed);
}

function ownerOf(component: object, key: string): object {
  return Object.hasOwn(component, key) ? component : ownerOf(Object.getPrototypeOf(component) as object, key);
}

function blaming(error: unknown, name: string, { plugin, contribution }: Blamed): unknown {
  if (isUnplaced(error)) return error.withDetails({ where: `plugin ${plugin}, ${contribution}` });
  if (error instanceof ChainruleError || (typeof error === 'object' && error !== null && ofCallers.has(error))) return error;
  return failureOf(`the plugin ${plugin} fails in \`${name}\` of the ${contribution}`, undefined, error, 'correct the plugin');
}

/** A service that is asked too early does not know by whom. */
function isUnplaced(error: unknown): error is PluginError {
  return error instanceof PluginError && error.details.where === undefined && error.cause === undefined;
}
