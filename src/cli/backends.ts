import type { DefineCommand } from './command.ts';

const help = `
\`ready\` has computed; \`installed\` is there, and starts when it is asked for: --start tries each.

Examples:
  chainrule backends
  chainrule backends --start
  chainrule backends --json`;

/** `chainrule backends`. */
export const backendsCommand: DefineCommand = program => {
  program.command('backends')
    .description('which backends are installed here, how to get the others, and which one auto takes')
    .option('--start', 'starts each, to see that it computes')
    .option('--json', 'gives the result as JSON')
    .addHelpText('after', help)
    .action(async (flags: { readonly start?: boolean; readonly json?: boolean }) => {
      const { printBackends } = await import('./backends/printBackends.ts');
      await printBackends(flags);
    });
};
