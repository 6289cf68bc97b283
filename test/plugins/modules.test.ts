import { ContainerModule } from 'inversify';
import { COMMANDS, CONTRIBUTIONS, defineCommand, defineLayer, PluginError, relu, z } from 'chainrule';
import type { PluginDefinition } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { addPluginCommands } from '../../src/cli/plugins/commands.ts';
import { createProgram } from '../../src/cli/program.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

type Load = ConstructorParameters<typeof ContainerModule>[0];

/** A module as a file gives it. */
function moduleOf(load: Load): PluginDefinition {
  return { name: './mine.ts', contributes: {}, from: './mine.ts', module: new ContainerModule(load) };
}

/** A module that binds a value of any type as a layer. */
function binding(value: unknown): PluginDefinition {
  return moduleOf(({ bind }) => void bind<unknown>(CONTRIBUTIONS.layer).toConstantValue(value));
}

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was wrong');
}

const plainRelu = defineLayer({ ...relu.definition, name: 'plainRelu' });

describe('a ContainerModule', () => {
  it('of a file contributes what says the file', () => {
    const registry = createRegistry([binding({ plugin: 'mine', definition: plainRelu.definition })]);
    expect(registry.contributions('layer').get('plainRelu')).toMatchObject({ plugin: 'mine', from: './mine.ts' });
  });

  it('may give anything but a promise', () => {
    expect(createRegistry([moduleOf(({ bind }) => bind('anything').toConstantValue(3) as never)])).toBeDefined();
    const error = refusal(() => createRegistry([moduleOf(async () => { throw new Error('later'); })]));
    expect(String(error)).toBe('PluginError: ./mine.ts: a plugin cannot be loaded\n  got: a ContainerModule that gives a promise\n  expected: one that binds at once\n  next: leave out its `async`; what takes time is done by what it binds');
  });

  it('that throws is told of with the kind of its error and the line', () => {
    const error = refusal(() => createRegistry([moduleOf(() => { throw new RangeError('boom'); })]));
    expect(error).toBeInstanceOf(PluginError);
    expect(String(error)).toMatch(/^PluginError: \.\/mine\.ts: a plugin cannot be loaded\n {2}got: RangeError: boom at \S+modules\.test\.ts:\d+\n {2}next: correct what its ContainerModule does$/u);
    const located = refusal(() => createRegistry([moduleOf(() => { throw new PluginError('the key is missing', { next: 'give one' }); })]));
    expect(String(located)).toMatch(/^PluginError: \.\/mine\.ts: a plugin cannot be loaded\n {2}got: the key is missing\n/u);
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['a definition of one field', { plugin: 'mine', definition: { name: 'zz' } }, ['mine (./mine.ts): CONTRIBUTIONS.layer: not a layer', 'got: kind: nothing, summary: nothing, options: nothing, create: nothing', 'expected: kind, "layer"; summary, a text of one line; options, a function', 'defineLayer({ name']],
    ['a builder', { plugin: 'mine', definition: plainRelu }, ['not a layer', 'got: a function', 'next: bind its `.definition`']],
    ['a definition of another kind', { plugin: 'mine', definition: { ...plainRelu.definition, kind: 'loss' } }, ['got: kind: "loss"', 'expected: kind, "layer"']],
    ['no definition', { plugin: 'mine' }, ['mine (./mine.ts): CONTRIBUTIONS.layer: not a layer', 'got: nothing']],
    ['no plugin', { definition: plainRelu.definition }, ['./mine.ts: CONTRIBUTIONS.layer: what is bound at a contribution point does not say its plugin', 'expected: { plugin, definition }: the name of the plugin, and the definition of the layer']],
    ['a text', 'relu', ['CONTRIBUTIONS.layer: what is bound at a contribution point does not say its plugin', 'got: "relu"']],
  ])('that binds %s is refused', (_, value, parts) => {
    const error = refusal(() => createRegistry([binding(value)]));
    expect(error).toBeInstanceOf(PluginError);
    for (const part of parts) expect(String(error)).toContain(part);
  });

  it('that binds what is no command is refused', () => {
    const commands = (value: unknown) => () => addPluginCommands(createProgram(() => {}), [moduleOf(({ bind }) => void bind<unknown>(COMMANDS).toConstantValue(value))], () => {});
    expect(String(refusal(commands({ plugin: 'mine', definition: { name: 'hello' } })))).toMatch(/^PluginError: mine \(\.\/mine\.ts\): COMMANDS: not a command\n {2}got: an object with name\n/u);
    const schemaless = { ...defineCommand({ name: 'hello', summary: 'greets', options: () => z.strictObject({}), run: () => 0 }), options: () => 5 };
    expect(String(refusal(commands({ plugin: 'mine', definition: schemaless })))).toContain('plugin mine (./mine.ts): the command hello has no schema of its options');
  });
});
