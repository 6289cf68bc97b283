import type { RunEnd } from '../index.ts';
import type { OpenedRun } from '../run/openRun.ts';
import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { catchInterruption } from './interruption.ts';
import { writeResult } from './output.ts';
import { pluginsOf } from './plugins.ts';
import type { OutputForm } from './train/observers.ts';

interface TrainOptions extends CommonOptions {
  readonly output?: string;
  readonly printConfig?: boolean;
}

const help = `
Examples:
  chainrule train examples/mnist.yaml
  chainrule train examples/mnist.yaml --backend native,onnx:cpu,tfjs:node    trains on each in turn and compares them`;

/** `chainrule train CONFIG`. */
export const trainCommand: DefineCommand = (program, finish) => {
  withCommonOptions(program.command('train'))
    .description('train the model of a config file, into a new folder')
    .argument('<config>', 'a YAML or JSON file')
    .option('--output <folder>', 'where the run makes its folder NAME-1, NAME-2, … (default: runs)')
    .option('--print-config', 'prints the config with defaults and with where each value comes from, and trains nothing')
    .addHelpText('after', help)
    .action(async (config: string, options: TrainOptions) => finish(await workOf(options)(config, options)));
};

function workOf({ printConfig, backend }: TrainOptions): typeof train {
  const several = backend?.includes(',') === true;
  if (printConfig === true) return several ? refusePrint : print;
  return several ? matrix : train;
}

async function refusePrint(_: string, { backend = '' }: TrainOptions): Promise<never> {
  const { ConfigError } = await import('../errors.ts');
  throw new ConfigError('a config has one backend', { where: '--print-config', got: `--backend ${backend}`, expected: 'one of them', next: 'print it for each in turn: nothing but the backend differs' });
}

async function print(file: string, options: TrainOptions): Promise<number> {
  const [{ showConfig }, { optionOverride, overridesOf }] = await Promise.all([import('./config/showConfig.ts'), import('./overrides.ts')]);
  await showConfig(file, [...overridesOf(options), ...optionOverride('output', options.output)], options);
  return exitCodes.done;
}

async function train(file: string, options: TrainOptions): Promise<number> {
  const interruption = catchInterruption();
  try {
    const [{ run: opened, places }, { locating }] = await Promise.all([openTraining(file, options), import('../config/locating.ts')]);
    await using run = opened;
    if (interruption.signal.aborted) return exitCodes.interrupted;
    const end = await locating(places, () => run.train({ signal: interruption.signal }));
    if (options.json !== true) await report(end);
    return end.reason === 'interrupted' ? exitCodes.interrupted : exitCodes.done;
  } finally {
    interruption.dispose();
  }
}

/** One training on each of the backends that are listed with commas. */
async function matrix(file: string, options: TrainOptions): Promise<number> {
  const [{ trainMatrix }, { checkBackends }, { overridesOf }] = await Promise.all([import('./train/matrix.ts'), import('./checkBackends.ts'), import('./overrides.ts')]);
  const { backend: names = '', plugin, ...others } = options;
  return trainMatrix(names, {
    json: options.json === true,
    check: backends => checkBackends({ file, overrides: overridesOf(others), plugin }, backends),
    open: async backend => (await openTraining(file, { ...options, backend }, options.json === true ? 'result' : 'text')).run,
  });
}

async function openTraining(file: string, { output, json = false, ...options }: TrainOptions, form: OutputForm = json ? 'lines' : 'text'): Promise<OpenedRun> {
  const [{ openLocated }, { optionOverride, overridesOf }, { observersOf }] = await Promise.all([import('../run/openRun.ts'), import('./overrides.ts'), import('./train/observers.ts')]);
  const plugins = await pluginsOf(options);
  const overrides = [...overridesOf(options), ...optionOverride('output', output)];
  return openLocated(file, { overrides, plugins, changes: config => ({ output: config['output'] ?? 'runs', observers: observersOf(config['observers'], form) }) });
}

async function report(end: RunEnd): Promise<void> {
  const { endLines } = await import('../training/observers/figures.ts');
  writeResult(endLines(end).join('\n'));
}
