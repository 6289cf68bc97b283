import { pluginOption } from './command.ts';
import type { DefineCommand } from './command.ts';

const help = `
A name that stands in several kinds is explained in each; KIND/NAME chooses one.

Examples:
  chainrule explain dense
  chainrule explain regularizer/orthogonal
  chainrule explain swish --plugin ./swish.ts
  chainrule explain adam --json`;

/** `chainrule explain NAME`. */
export const explainCommand: DefineCommand = program => {
  program.command('explain')
    .description('a component: what it is, its equation and derivative, its options, an example')
    .argument('<name>', 'the name of a component: dense, or layer/dense')
    .option(...pluginOption)
    .option('--json', 'gives the result as JSON')
    .addHelpText('after', help)
    .action(async (name: string, flags: { readonly plugin: readonly string[]; readonly json?: boolean }) => {
      const { explain } = await import('./explain/explain.ts');
      await explain(name, flags);
    });
};
