import { Option } from 'commander';
import type { DefineCommand } from './command.ts';
import type { InitPluginOptions } from './init/runInitPlugin.ts';
import type { InitOptions } from './init/runInit.ts';

/** What a plugin can be started with. */
const kinds = ['layer', 'optimizer', 'loss', 'regularizer', 'schedule', 'metric', 'observer', 'dataSource', 'initializer', 'command'] as const;

const help = `
Examples:
  chainrule init digits --starter digits
  chainrule init flowers --data iris.csv
  chainrule init flowers --data iris.csv --target species --task classification
  chainrule init plugin my-layer --kind layer`;

/** `chainrule init [FOLDER]` and `chainrule init plugin NAME`. */
export const initCommand: DefineCommand = (program, finish) => {
  const init = program.command('init')
    .description('write a project that can be trained at once; asks for what the flags leave open')
    .argument('[folder]', 'where to; it may be there already, its files stay', '.')
    .option('--data <file>', 'a CSV file to learn from; it is copied, divided into a part to train on and a test part')
    .option('--target <column>', 'the column to predict')
    .addOption(new Option('--task <task>', 'what the column holds: classes, or numbers').choices(['classification', 'regression']))
    .addOption(new Option('--starter <set>', 'what to begin with where there is no file').choices(['digits', 'xor']).conflicts(['data', 'target', 'task']))
    .option('--name <name>', 'names the project, its config and its runs (default: that of the file)')
    .option('--header', 'the first line of the file names the columns (told by its look where neither is given)')
    .option('--no-header', 'the first line of the file holds data')
    .option('--yes', 'takes the suggestion instead of asking')
    .addHelpText('after', help)
    .action(async (folder: string, options: InitOptions) => finish(await (await import('./init/runInit.ts')).runInit(folder, options)));
  init.command('plugin')
    .description('write the package of a plugin: source, test, README, and a config that uses it')
    .argument('<name>', 'names the package and its folder: my-layer is the component myLayer')
    .addOption(new Option('--kind <kind>', 'what it contributes').choices(kinds).default('layer'))
    .action(async (name: string, options: InitPluginOptions) => finish(await (await import('./init/runInitPlugin.ts')).runInitPlugin(name, options)));
};
