import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { pause } from '../training/pause.ts';
import type { DifferentiatedKind } from './builtInExamples.ts';
import { componentProblems } from './componentProblems.ts';
import type { NamedComponent } from './componentProblems.ts';
import { createRegistry } from './createRegistry.ts';
import { verifyProblem } from './verifyProblem.ts';
import type { VerifyOptions } from './verifyProblem.ts';
import type { Verification } from './verification.ts';

const differentiatedKinds: readonly DifferentiatedKind[] = ['layer', 'loss', 'regularizer'];

/** The components that have a derivative: of plugins, where some are given and `own` is not asked for, else the framework's and theirs. */
export function differentiatedComponents(plugins: readonly Plugin[], own: boolean): readonly NamedComponent[] {
  const [all, builtIn] = [createRegistry(plugins), createRegistry([])];
  return differentiatedKinds.flatMap(kind => [...all.contributions(kind).keys()].flatMap(name => (own || !builtIn.contributions(kind).has(name) ? [{ kind, name, plugins }] : [])));
}

/** The kinds of components that have no derivative by their words, with how many there are of each. */
export function notDifferentiated(plugins: readonly Plugin[]): Readonly<Record<string, number>> {
  const registry = createRegistry(plugins);
  const kinds: readonly Kind[] = ['optimizer', 'projection', 'initializer', 'schedule', 'metric'];
  return Object.fromEntries(kinds.map(kind => [kindWords[kind], registry.contributions(kind).size]));
}

/** Verifies components one after the other; `each` sees every verification as it comes. */
export async function verifyComponents(components: readonly NamedComponent[], options: VerifyOptions, each: (verification: Verification) => void = () => {}): Promise<readonly Verification[]> {
  const verifications: Verification[] = [];
  for (const component of components) {
    for (const problem of componentProblems(component)) {
      const verification = await verifyProblem(problem, options);
      each(verification);
      verifications.push(verification);
    }
    // Without a turn of the event loop nothing that a WeakRef was made of is ever freed: containers and all their components.
    await pause();
  }
  return verifications;
}
