import { Argument } from 'commander';
import type { DefineCommand } from './command.ts';
import { writeResult } from './output.ts';

const help = `
Put the line of your shell where it starts:
  bash  eval "$(chainrule completion bash)"              in ~/.bashrc
  zsh   eval "$(chainrule completion zsh)"               in ~/.zshrc, after compinit
  fish  chainrule completion fish | source               in ~/.config/fish/config.fish`;

/** `chainrule completion SHELL`, and what the script asks when the tab key is pressed. */
export const completionCommand: DefineCommand = program => {
  program.command('completion')
    .description('print a script by which a shell completes commands, flags, names and files')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', help)
    .action(async (shell: string) => {
      const { scripts } = await import('./completion/scripts.ts');
      writeResult(scripts[shell] ?? '');
    });
  program.command('completion-candidates', { hidden: true })
    .argument('[words...]', 'what stands behind the name of the command, up to the cursor')
    .action(async (words: readonly string[]) => {
      const { candidatesFor } = await import('./completion/candidates.ts');
      const lines = await candidatesFor(program, words);
      if (lines.length > 0) writeResult(lines.join('\n'));
    });
};
