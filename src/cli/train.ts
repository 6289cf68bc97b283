import type { Run, RunEnd } from '../index.ts';
import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { catchInterruption } from './interruption.ts';
import { writeResult } from './output.ts';

interface TrainOptions extends CommonOptions {
  readonly output?: string;
}

/** `chainrule train CONFIG`. */
export const trainCommand: DefineCommand = (program, finish) => {
  withCommonOptions(program.command('train'))
    .description('train the model of a config file, into a new folder')
    .argument('<config>', 'a YAML or JSON file')
    .option('--output <folder>', 'where the run makes its folder NAME-1, NAME-2, … (default: runs)')
    .action(async (config: string, options: TrainOptions) => finish(await train(config, options)));
};

async function train(file: string, options: TrainOptions): Promise<number> {
  const interruption = catchInterruption();
  try {
    await using run = await openTraining(file, options);
    if (interruption.signal.aborted) return exitCodes.interrupted;
    const end = await run.train({ signal: interruption.signal });
    if (options.json !== true) await report(end);
    return end.reason === 'interrupted' ? exitCodes.interrupted : exitCodes.done;
  } finally {
    interruption.dispose();
  }
}

async function openTraining(file: string, { output, json = false, ...options }: TrainOptions): Promise<Run> {
  const [{ openRun }, { optionOverride, overridesOf }] = await Promise.all([import('../run/openRun.ts'), import('./overrides.ts')]);
  const overrides = [...overridesOf(options), ...optionOverride('output', output)];
  return openRun(file, { overrides, changes: config => ({ output: config['output'] ?? 'runs', observers: observersOf(config['observers'], json) }) });
}

/** The config's own observers; progress where it names none; with `--json`, standard output belongs to JSON lines. */
function observersOf(given: unknown, json: boolean): unknown {
  if (!json) return given ?? [{ use: 'progress', ending: false }];
  const lines = { use: 'jsonLines' };
  return given === undefined ? [lines] : Array.isArray(given) ? [...given.filter(observer => !tells(observer)), lines] : given;
}

function tells(observer: unknown): boolean {
  const name = typeof observer === 'object' && observer !== null && 'use' in observer ? observer.use : observer;
  return name === 'progress' || name === 'jsonLines';
}

async function report(end: RunEnd): Promise<void> {
  const { endLines } = await import('../training/observers/figures.ts');
  writeResult(endLines(end).join('\n'));
}
