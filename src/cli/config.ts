import { pluginOption, withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';

const showHelp = `
Defaults are filled in, those of plugins too; each value has behind it where it was written, or that it is a default. What is printed is a config that can be run.

Examples:
  chainrule config show examples/mnist.yaml
  chainrule config show examples/mnist.yaml --set training.epochs=2 > two.yaml`;

const diffHelp = `
What is not said counts with its default; the order of keys makes no difference.

Examples:
  chainrule config diff examples/wine.yaml examples/breast-cancer.yaml
  chainrule config diff runs/wine-1 runs/wine-2 --json

The exit code is 0 where the configs are the same, 1 where they differ, and 2 for bad input.`;

/** `chainrule config show CONFIG` and `chainrule config diff A B`. */
export const configCommand: DefineCommand = (program, finish) => {
  const command = program.command('config').description('print a config as it is run, or compare two');
  withCommonOptions(command.command('show'))
    .description('print a config as it is run, with where each value comes from')
    .argument('<config>', 'a YAML or JSON file')
    .addHelpText('after', showHelp)
    .action(async (file: string, options: CommonOptions) => {
      const [{ showConfig }, { overridesOf }] = await Promise.all([import('./config/showConfig.ts'), import('./overrides.ts')]);
      await showConfig(file, overridesOf(options), options);
    });
  command.command('diff')
    .description('print where two configs differ')
    .argument('<left>', 'a YAML or JSON file, or the folder of a run')
    .argument('<right>', 'another')
    .option(...pluginOption)
    .option('--json', 'gives the result as JSON')
    .addHelpText('after', diffHelp)
    .action(async (left: string, right: string, options: Pick<CommonOptions, 'plugin' | 'json'>) => {
      const { diffConfigs } = await import('./config/diffConfigs.ts');
      finish(await diffConfigs(left, right, options));
    });
};
