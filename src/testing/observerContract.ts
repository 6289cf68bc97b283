import { createRegistry } from '../plugins/createRegistry.ts';
import type { ReferenceInput } from '../components/definition.ts';
import type { RunConfig } from '../config/schema.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { createRun } from '../run/createRun.ts';
import type { Weights } from '../training/weights.ts';
import type { Check } from './check.ts';
import { rareEvents } from './rareEvents.ts';

/** What is checked of an observer, and how. */
export interface ObserverContractOptions {
  readonly observer: ReferenceInput<'observer'>;
  readonly plugins?: readonly Plugin[];
  /** The folder in which the runs of the contract make theirs; nothing is written if left out. */
  readonly output?: string;
}

/**
 * What every observer keeps to: it takes all that a run tells, with validation, restarts, a look at gradients and figures that are tables; it takes what is rare (a stream without end, a run without
 * validation, figures that are not finite, a failure), and changes nothing of what it is told; and the weights are those of the same run without it, bit for bit.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { progress } from 'chainrule';
 * import { observerContract, registerChecks } from 'chainrule/testing';
 *
 * registerChecks('progress', observerContract({ observer: progress() }), { describe, it });
 * ```
 */
export function observerContract(options: ObserverContractOptions): readonly Check[] {
  return [
    { name: 'takes all that a run tells', run: async () => void await weightsAfter(options, [options.observer], { watchGradients: { every: 1 }, restarts: 2 }) },
    { name: 'takes what is rare, and changes nothing of it', run: () => checkRareEvents(options) },
    { name: 'the weights are those of the run without it', run: () => checkWeights(options) },
  ];
}

const samples = [[0, 0], [0, 1], [1, 0], [1, 1]];
const problem: RunConfig = {
  backend: 'typescript', model: [{ use: 'dense', units: 4, activation: 'tanh' }, { use: 'dense', units: 2 }], loss: 'categoricalCrossEntropy', optimizer: { use: 'adam' },
  data: { use: 'arrays', inputs: [...samples, ...samples], targets: [0, 1, 1, 0, 0, 1, 1, 0], validation: 4 }, metrics: ['accuracy', 'confusionMatrix'], seed: 7,
};

async function weightsAfter({ plugins = [], output }: ObserverContractOptions, observers: readonly ReferenceInput<'observer'>[], training: RunConfig['training'] = {}): Promise<Weights> {
  await using run = await createRun({ ...problem, observers, plugins, training: { epochs: 2, batchSize: 2, ...training }, ...(output !== undefined && { output }) });
  await run.train();
  return run.getWeights();
}

async function checkWeights(options: ObserverContractOptions): Promise<void> {
  const [watched, alone] = [await weightsAfter(options, [options.observer]), await weightsAfter(options, [])];
  for (const [path, { values }] of Object.entries(alone)) {
    const changed = values.findIndex((value, index) => !Object.is(value, watched[path]?.values[index]));
    if (changed >= 0) throw new Error(`element ${changed} of ${path} is ${watched[path]?.values[changed]} after a run with the observer, ${values[changed]} without it`);
  }
}

async function checkRareEvents({ observer: reference, plugins = [], output }: ObserverContractOptions): Promise<void> {
  const observer = createRegistry(plugins, 7).create('observer', reference);
  for (const [call, tell] of Object.entries(rareEvents(output))) await located(call, async () => tell(observer));
}

async function located(call: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`${call}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
