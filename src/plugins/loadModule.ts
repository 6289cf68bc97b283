import { ContainerModule } from 'inversify';
import type { Bind, Container } from 'inversify';
import { ChainruleError, PluginError } from '../errors.ts';
import { labelOf } from './definePlugin.ts';
import type { Plugin } from './definePlugin.ts';
import { failureOf } from './failureOf.ts';
import { moduleOf } from './pluginModule.ts';
import { COMMANDS, CONTRIBUTIONS } from './tokens.ts';

const points: ReadonlySet<unknown> = new Set([COMMANDS, ...Object.values(CONTRIBUTIONS)]);

/** Has a plugin's module bind what it contributes, which then says the file that it comes from. Throws a PluginError where it throws, and where it takes its time. */
export function loadModule(container: Container, plugin: Plugin): void {
  const from = 'contributes' in plugin ? plugin.from : undefined;
  container.load(new ContainerModule(options => {
    const result = loaded(plugin, () => moduleOf(plugin).load({ ...options, bind: from === undefined ? options.bind : bindingFrom(from, options.bind) }));
    if (!(result instanceof Promise)) return;
    // Nobody waits for it any more.
    result.catch(() => {});
    throw new PluginError('a plugin cannot be loaded', {
      where: labelOf(plugin), got: 'a ContainerModule that gives a promise', expected: 'one that binds at once', next: 'leave out its `async`; what takes time is done by what it binds',
    });
  }));
}

function loaded(plugin: Plugin, load: () => unknown): unknown {
  try {
    return load();
  } catch (error) {
    if (error instanceof ChainruleError) throw new PluginError('a plugin cannot be loaded', { where: labelOf(plugin), got: error.message }, { cause: error });
    throw failureOf('a plugin cannot be loaded', labelOf(plugin), error, 'correct what its ContainerModule does');
  }
}

function bindingFrom(from: string, bind: Bind): Bind {
  return token => {
    const syntax = bind(token);
    if (!points.has(token)) return syntax;
    const constant = syntax.toConstantValue.bind(syntax);
    return Object.assign(syntax, { toConstantValue: (value: Parameters<typeof constant>[0]) => constant(withOrigin(from, value)) });
  };
}

function withOrigin<T>(from: string, value: T): T {
  return typeof value === 'object' && value !== null ? { from, ...value } : value;
}
