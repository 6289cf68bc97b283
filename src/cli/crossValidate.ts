import type { FoldResult } from '../run/crossValidate.ts';
import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { catchInterruption } from './interruption.ts';
import { writeJson, writeResult } from './output.ts';
import { pluginsOf } from './plugins.ts';

interface CrossValidateOptions extends CommonOptions {
  readonly folds: string;
  readonly repeats: string;
  readonly stratified?: boolean;
  readonly shuffle: boolean;
}

const help = `
Examples:
  chainrule cross-validate examples/wine.yaml
  chainrule cross-validate examples/breast-cancer.yaml --folds 10 --stratified --json`;

/** `chainrule cross-validate CONFIG`. */
export const crossValidateCommand: DefineCommand = (program, finish) => {
  withCommonOptions(program.command('cross-validate'))
    .description('train and test a config once a fold of its data; figures, their mean and deviation')
    .argument('<config>', 'a YAML or JSON file')
    .option('--folds <count>', 'parts that the samples are divided into', '5')
    .option('--repeats <count>', 'divisions, each drawn anew', '1')
    .option('--stratified', 'gives each fold its share of every class')
    .option('--no-shuffle', 'folds of samples that stand side by side')
    .addHelpText('after', help)
    .action(async (config: string, options: CrossValidateOptions) => finish(await run(config, options)));
};

async function run(file: string, { folds, repeats, stratified = false, shuffle, ...options }: CrossValidateOptions): Promise<number> {
  const [{ loadUnresolved }, { fileOrigin }, { withPlugins }, { overridesOf }, { numberOf, namingFlags }, { crossValidate }, { printFigures }] = await Promise.all([
    import('../config/loadConfig.ts'), import('../config/fileOrigin.ts'), import('../config/loadPlugins.ts'), import('./overrides.ts'), import('./flags.ts'), import('../run/crossValidate.ts'), import('../training/observers/figures.ts'),
  ]);
  const interruption = catchInterruption();
  try {
    const loaded = await loadUnresolved(file, overridesOf(options));
    const config = withPlugins(loaded.config, await pluginsOf(options));
    const tell = ({ repeat, fold, figures }: FoldResult) => void process.stderr.write(`${repeats === '1' ? '' : `division ${repeat}, `}fold ${fold}  ${printFigures(figures)}\n`);
    const settings = { folds: numberOf('folds', folds), repeats: numberOf('repeats', repeats), stratified, shuffle, foldEnded: tell, signal: interruption.signal };
    const result = await namingFlags('crossValidate', () => crossValidate(config as Parameters<typeof crossValidate>[0], settings, fileOrigin(loaded)));
    if (options.json === true) writeJson(result);
    else writeResult(`mean       ${printFigures(result.mean)}\ndeviation  ${printFigures(result.standardDeviation)}`);
    return interruption.signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } finally {
    interruption.dispose();
  }
}
