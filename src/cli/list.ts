import { pluginOption } from './command.ts';
import type { DefineCommand } from './command.ts';

const help = `
Kinds: layers, losses, optimizers, regularizers, projections, initializers, schedules, metrics, dataSources, observers, backends.

Examples:
  chainrule list
  chainrule list optimizers
  chainrule list layers --plugin ./swish.ts
  chainrule list losses --json`;

/** `chainrule list [KIND]`. */
export const listCommand: DefineCommand = program => {
  program.command('list')
    .description('the components that a config can name, each with a line')
    .argument('[kind]', 'layers, losses, optimizers, …; all if left out')
    .option(...pluginOption)
    .option('--json', 'gives the result as JSON')
    .addHelpText('after', help)
    .action(async (kind: string | undefined, flags: { readonly plugin: readonly string[]; readonly json?: boolean }) => {
      const { list } = await import('./components/list.ts');
      await list(kind, flags);
    });
};
