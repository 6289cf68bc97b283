import { createRun, defineBackend, defineObserver, definePlugin, PluginError, z } from 'chainrule';
import type { Observer, PluginDefinition, Run } from 'chainrule';
import { describe, expect, it } from 'vitest';
import type { Backend, Executable, Session } from '../../src/backends/backend.ts';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { classifier, flatWeights } from '../training/problems.ts';

const options = () => z.strictObject({});
const own = new TypeError('mine');
const fail = (): never => { throw own; };

/** `typescript`, with something of its sessions or of its executables replaced, contributed by a plugin. */
function flawed(session: Partial<Session>, executable: Partial<Executable> = {}): PluginDefinition {
  const plain = typescriptBackend({ precision: 'float32' });
  const opened = (inner: Session): Session => ({ ...inner, compile: (graph, given) => ({ ...inner.compile(graph, given), ...executable }), ...session });
  const create = async (): Promise<Backend> => ({ ...plain, name: 'flawed', open: state => opened(plain.open(state)) });
  return { ...definePlugin({ name: 'flawed', contributes: { backends: [defineBackend({ name: 'flawed', summary: 'fails', options, create })] } }), from: './flawed.ts' };
}

async function trained(plugin: PluginDefinition, observer: Observer = {}): Promise<Run> {
  const run = await createRun(classifier(12, { backend: 'flawed', plugins: [plugin], observers: [defineObserver({ name: 'seen', summary: 'sees', options, create: () => observer })()] }));
  await run.train();
  return run;
}

describe("a plugin's backend that fails is told of, with the plugin", () => {
  it.each<readonly [string, PluginDefinition]>([
    ['open', { ...definePlugin({ name: 'flawed', contributes: { backends: [defineBackend({ name: 'flawed', summary: 'fails', options, create: () => ({ ...typescriptBackend({ precision: 'float32' }), open: fail }) })] } }), from: './flawed.ts' }],
    ['compile', flawed({ compile: fail })],
    ['write', flawed({ write: fail })],
    ['run', flawed({}, { run: fail })],
    ['run', flawed({}, { run: async () => fail() })],
  ])('in `%s`', async (name, plugin) => {
    const error = await trained(plugin).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PluginError);
    expect(error).toMatchObject({ cause: own });
    expect(String(error)).toMatch(new RegExp(`the plugin flawed \\(\\./flawed\\.ts\\) fails in \`${name}\` of the backend flawed\\n  got: TypeError: mine at \\S+failingBackend\\.test\\.ts:\\d+\\n`, 'u'));
  });

  it('but not for what it is given to call between its steps', async () => {
    const error = await trained(flawed({}), { stepped: fail }).catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(PluginError);
    expect(error).toMatchObject({ cause: own });
  });

  it('and one that does not fail gives the numbers that it would give without a guard', async () => {
    await using run = await trained(flawed({}));
    await using plain = await createRun(classifier(12, { backend: 'typescript' }));
    await plain.train();
    expect(await flatWeights(run)).toEqual(await flatWeights(plain));
  });
});
