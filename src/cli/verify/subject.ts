import { ConfigError } from '../../errors.ts';
import type { Plugin } from '../../plugins/definePlugin.ts';
import type { DifferentiatedKind } from '../../verification/builtInExamples.ts';
import type { NamedComponent } from '../../verification/componentProblems.ts';
import { differentiatedComponents, differentiatedKinds } from '../../verification/verifyComponents.ts';
import { exampleOf } from './flags.ts';
import type { VerifyFlags } from './flags.ts';

/** What is verified: the training step of a config, one component, or many each by itself. */
export type Subject = { readonly config: string } | { readonly component: NamedComponent } | { readonly components: readonly NamedComponent[] };

/** What the command line names. Throws a ConfigError where that is nothing, or two things at once, and for an option that says nothing of it. */
export function subjectOf(config: string | undefined, flags: VerifyFlags, plugins: readonly Plugin[]): Subject {
  const named = namedIn(flags);
  requireOne([...config === undefined ? [] : ['a config'], ...named.map(({ kind }) => `--${kind}`), ...flags.all === true ? ['--all'] : []], plugins.length > 0);
  requireOfComponent(flags, named.length > 0);
  requireOfConfig(flags, config !== undefined);
  const [first] = named;
  if (config !== undefined) return { config };
  return first === undefined ? { components: differentiatedComponents(plugins, flags.all === true) } : { component: { ...first, plugins, example: exampleOf(flags) } };
}

function namedIn(flags: VerifyFlags): readonly { readonly kind: DifferentiatedKind; readonly name: string }[] {
  return differentiatedKinds.flatMap(kind => (flags[kind] === undefined ? [] : [{ kind, name: flags[kind] }]));
}

const expected = 'a config, or one of --layer, --loss, --regularizer, --plugin, --all';

function requireOne(subjects: readonly string[], withPlugin: boolean): void {
  if (subjects.length > 1) throw new ConfigError('one thing is verified at a time', { where: 'verify', got: subjects.join(' and '), expected });
  if (subjects.length === 0 && !withPlugin) throw new ConfigError('there is nothing to verify', { where: 'verify', got: 'none', expected, next: 'chainrule verify examples/mnist.yaml' });
}

function requireOfComponent({ options, inputs }: VerifyFlags, named: boolean): void {
  if (named || (options === undefined && inputs === undefined)) return;
  throw new ConfigError('options and inputs are those of one component', { where: options === undefined ? '--inputs' : '--options', next: 'name it with --layer, --loss or --regularizer' });
}

/** What changes a config changes no component. */
function requireOfConfig({ set: [set] }: VerifyFlags, isConfig: boolean): void {
  if (set !== undefined && !isConfig) throw new ConfigError('there is no config to change', { where: `--set ${set}`, next: 'name a config; a component takes --options' });
}
