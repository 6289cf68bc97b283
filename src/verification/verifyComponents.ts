import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { ChainruleError } from '../errors.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { pause } from '../training/pause.ts';
import type { DifferentiatedKind } from './builtInExamples.ts';
import { componentProblems } from './componentProblems.ts';
import type { NamedComponent } from './componentProblems.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { triesDefaultsAlone } from './defaultsAlone.ts';
import { failedVerification } from './failedVerification.ts';
import { usualBatchSizes } from './usualInputs.ts';
import { verifyBatches } from './verifyBatches.ts';
import type { VerifyOptions } from './verifyProblem.ts';
import type { Verification } from './verification.ts';

/** The kinds of components that are verified. */
export const differentiatedKinds: readonly DifferentiatedKind[] = ['layer', 'loss', 'regularizer'];

/** How components are verified. */
export interface ComponentOptions extends VerifyOptions {
  /** `usualBatchSizes` if left out. The figures are those of the first that fails, of the first of all where none does. */
  readonly batchSizes?: readonly [number, ...number[]];
}

/** The components that have a derivative: of plugins, where some are given and `own` is not asked for, else the framework's and theirs. */
export function differentiatedComponents(plugins: readonly Plugin[], own: boolean): readonly NamedComponent[] {
  const [all, builtIn] = [createRegistry(plugins), createRegistry([])];
  return differentiatedKinds.flatMap(kind => [...all.contributions(kind).keys()].flatMap((name): readonly NamedComponent[] => {
    if (!builtIn.contributions(kind).has(name)) return [{ kind, name, plugins }];
    return own ? [{ kind, name }] : [];
  }));
}

/** The kinds of components that have no derivative by their words, with how many there are of each: those of plugins alone, where some are given and `own` is not asked for. */
export function notDifferentiated(plugins: readonly Plugin[], own: boolean): Readonly<Record<string, number>> {
  const [all, builtIn] = [createRegistry(plugins), createRegistry([])];
  const kinds: readonly Kind[] = ['optimizer', 'projection', 'initializer', 'schedule', 'metric'];
  return Object.fromEntries(kinds.map(kind => [kindWords[kind], all.contributions(kind).size - (own ? 0 : builtIn.contributions(kind).size)]));
}

/** Verifies a component, each of its examples with batches of several sizes. Throws what `componentProblems` throws. */
export async function verifyComponent(component: NamedComponent, { batchSizes = usualBatchSizes, ...options }: ComponentOptions = {}): Promise<readonly Verification[]> {
  const verifications: Verification[] = [];
  const [first, ...others] = batchSizes;
  const problems = componentProblems({ ...component, batchSize: first });
  const defaultsAlone = triesDefaultsAlone(component);
  for (const problem of problems) {
    const verification = await verifyBatches([problem, ...others.map(batchSize => ({ ...problem, batchSize }))], options);
    verifications.push(defaultsAlone ? { ...verification, defaultsAlone } : verification);
    // Without a turn of the event loop nothing that a WeakRef was made of is ever freed: containers and all their components.
    await pause();
  }
  return verifications;
}

/** Verifies components one after the other; `each` sees every verification as it comes. One that cannot be made or run has that for its verdict, so that the others are verified too. */
export async function verifyComponents(components: readonly NamedComponent[], options: ComponentOptions, each: (verification: Verification) => void = () => {}): Promise<readonly Verification[]> {
  const verifications: Verification[] = [];
  for (const component of components) {
    for (const verification of await verifiedOrNot(component, options)) {
      each(verification);
      verifications.push(verification);
    }
  }
  return verifications;
}

async function verifiedOrNot(component: NamedComponent, options: ComponentOptions): Promise<readonly Verification[]> {
  try {
    return await verifyComponent(component, options);
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    const { strict = false, batchSizes: [batchSize] = usualBatchSizes } = options;
    return [failedVerification({ subject: `the ${component.kind} ${component.name}`, failure: 'component', verdict: error.message, strict, batchSize })];
  }
}
