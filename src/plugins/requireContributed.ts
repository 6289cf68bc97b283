import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { PluginError } from '../errors.ts';
import { pluginOf } from './contribution.ts';
import type { Contribution, PluginOrigin } from './contribution.ts';
import type { ContributedCommand } from './defineCommand.ts';
import { describeValue } from './problem.ts';
import { requireCommand } from './requireCommand.ts';
import { partOf, requireDefinition } from './requireDefinition.ts';

/** What a module bound at the contribution point of a kind; throws a PluginError where it is no contribution. */
export function requireContributed<K extends Kind>(kind: K, contribution: Contribution<K>): Contribution<K> {
  requireDefinition(pointOf(kind, `CONTRIBUTIONS.${kind}`, contribution), kind, contribution.definition);
  return contribution;
}

/** What a module bound at the contribution point of commands; throws a PluginError where it is no command. */
export function requireContributedCommand(contribution: ContributedCommand): ContributedCommand {
  requireCommand(pointOf('command', 'COMMANDS', contribution), contribution.definition);
  return contribution;
}

/** Where messages say that it was bound. */
function pointOf(kind: Kind | 'command', token: string, contribution: unknown): string {
  const plugin = partOf(contribution, 'plugin');
  if (typeof plugin === 'string' && plugin !== '') return `${pluginOf(contribution as Contribution)}: ${token}`;
  const word = kind === 'command' ? kind : kindWords[kind];
  throw new PluginError('what is bound at a contribution point does not say its plugin', {
    where: [originOf(contribution), token].filter(part => part !== undefined).join(': '),
    got: describeValue(contribution), expected: `{ plugin, definition }: the name of the plugin, and the definition of the ${word}`,
  });
}

function originOf(contribution: unknown): PluginOrigin['from'] {
  const from = partOf(contribution, 'from');
  return typeof from === 'string' ? from : undefined;
}
