import { ContainerModule } from 'inversify';
import { createRun } from 'chainrule';
import { expect, it } from 'vitest';
import type { Backend } from '../../src/backends/backend.ts';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { BACKEND, SEED } from '../../src/plugins/tokens.ts';
import { classifier, flatWeights } from '../training/problems.ts';

/** The `typescript` backend, counting the graphs that it compiles. */
function countingBackend(): { readonly backend: Backend; readonly compiled: string[] } {
  const compiled: string[] = [];
  const inner = typescriptBackend();
  const backend: Backend = {
    ...inner,
    name: 'counting',
    open(state) {
      const session = inner.open(state);
      return { ...session, compile: (graph, options) => { compiled.push(Object.keys(graph.assignments).length > 0 ? 'train' : 'evaluate'); return session.compile(graph, options); } };
    },
  };
  return { backend, compiled };
}

it('compiles each purpose and batch size once', async () => {
  const { backend, compiled } = countingBackend();
  const module = new ContainerModule(({ bind }) => void bind(BACKEND).toConstantValue(backend));
  await using run = await createRun(classifier(25, { plugins: [module] }));
  await run.train();
  await run.evaluate('train');
  await run.train();
  await run.evaluate('train');
  expect(compiled.toSorted()).toEqual(['evaluate', 'evaluate', 'train', 'train']);
});

it('takes the services that a module of the user binds, in this run alone', async () => {
  const module = new ContainerModule(({ bind }) => void bind(SEED).toConstantValue(99));
  const [bound, config, plain] = await Promise.all([
    createRun(classifier(25, { plugins: [module], seed: 7 })), createRun(classifier(25, { seed: 99 })), createRun(classifier(25, { seed: 7 })),
  ]);
  expect(await flatWeights(bound)).toEqual(await flatWeights(config));
  expect(await flatWeights(plain)).not.toEqual(await flatWeights(bound));
});
