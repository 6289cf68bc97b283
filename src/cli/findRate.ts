import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { catchInterruption } from './interruption.ts';
import { writeJson, writeResult } from './output.ts';
import { pluginsOf } from './plugins.ts';

interface FindRateOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
  readonly steps: string;
}

const help = `
Examples:
  chainrule find-rate examples/mnist.yaml
  chainrule find-rate examples/mnist.yaml --from 1e-4 --to 1 --steps 400 --json`;

/** `chainrule find-rate CONFIG`. */
export const findRateCommand: DefineCommand = (program, finish) => {
  withCommonOptions(program.command('find-rate'))
    .description('train a fresh model at a growing learning rate, and suggest one')
    .argument('<config>', 'a YAML or JSON file')
    .option('--from <rate>', 'the rate of the first step', '1e-6')
    .option('--to <rate>', 'the rate of the last step', '10')
    .option('--steps <count>', 'steps, each at a higher rate; fewer where the loss breaks out', '200')
    .addHelpText('after', help)
    .action(async (config: string, options: FindRateOptions) => finish(await run(config, options)));
};

async function run(file: string, { from, to, steps, ...options }: FindRateOptions): Promise<number> {
  const [{ loadUnresolved }, { fileOrigin }, { withPlugins }, { overridesOf }, { numberOf, namingFlags }, { findRate }, { rateLines }] = await Promise.all([
    import('../config/loadConfig.ts'), import('../config/fileOrigin.ts'), import('../config/loadPlugins.ts'), import('./overrides.ts'), import('./flags.ts'), import('../run/findRate.ts'), import('./rateChart.ts'),
  ]);
  const interruption = catchInterruption();
  try {
    const loaded = await loadUnresolved(file, overridesOf(options));
    const config = withPlugins(loaded.config, await pluginsOf(options));
    const settings = { from: numberOf('from', from), to: numberOf('to', to), steps: numberOf('steps', steps), signal: interruption.signal };
    const finding = await namingFlags('findRate', () => findRate(config as Parameters<typeof findRate>[0], settings, fileOrigin(loaded)));
    if (options.json === true) writeJson(finding);
    else writeResult(rateLines(finding).join('\n'));
    return interruption.signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } finally {
    interruption.dispose();
  }
}
