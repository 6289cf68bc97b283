import { Option } from 'commander';
import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';

/** The figures of a run, and the kinds of files that they are written as. */
export const [figureNames, formats] = [['loss', 'metrics', 'weights', 'histograms', 'gradients', 'confusion', 'predictions', 'boundary'] as const, ['svg', 'png']];

/** Options of `chainrule plot`. */
export interface PlotOptions extends CommonOptions {
  readonly output?: string;
  readonly format: string;
  readonly only?: string;
  readonly terminal?: boolean;
}

const help = `
Weights are drawn as images where inputs are pictures, and as histograms; gradients are those of each layer; the confusion matrix is for classes, predictions
against truth for numbers, and the decision boundary for two inputs. All figures that fit the run are drawn; which do not is said, and why.

Examples:
  chainrule plot runs/mnist-1
  chainrule plot runs/mnist-1 --only loss,metrics --terminal
  chainrule plot runs/mnist-1 --only weights,confusion --format svg,png --output figures`;

/** `chainrule plot RUN`. */
export const plotCommand: DefineCommand = program => {
  withCommonOptions(program.command('plot'))
    .description('draw a run: curves, weights, gradients, answers')
    .argument('<run>', 'the folder of a run')
    .option('--output <folder>', 'where the figures are written; RUN/figures if left out')
    .addOption(list(new Option('--format <formats>', 'what is written, with a comma where it is both').default('svg'), formats))
    .addOption(list(new Option('--only <figures>', 'the figures that are wanted, with commas; all that fit the run if left out'), figureNames))
    .option('--terminal', 'draws the curves in the terminal, and writes no files')
    .addHelpText('after', help)
    .action(async (folder: string, options: PlotOptions) => (await import('./plot/runPlot.ts')).runPlot(folder, options));
};

/** An option of names with commas: help and completion tell them, and the command itself checks them. */
function list(option: Option, names: readonly string[]): Option {
  return option.choices(names).argParser(text => text);
}
