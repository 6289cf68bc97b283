import { Option } from 'commander';
import type { BenchmarkResult } from '../benchmark/result.ts';
import { pluginOption, pngOption, repeated } from './command.ts';
import type { DefineCommand } from './command.ts';
import type { BenchOptions } from './bench/options.ts';
import { exitCodes } from './exitCodes.ts';
import { catchInterruption } from './interruption.ts';
import { writeJson, writeResult } from './output.ts';

const help = `
Each backend that is installed trains the model in a process of its own; tf.js devices also by tf.js's own gradients. A round gives each one turn, every round begins with another.
A process takes a second or two to start: --backend leaves out what you do not want to know.
Times are medians over the rounds, with an interval of 95 % by bootstrap; ratios are paired by round. A ratio that the machine was too noisy to tell is marked ~, with why.
Ctrl-C ends it with what was measured so far; a second one at once.
The first losses are compared with those of typescript:float64: who computes something else is listed as wrong, not as fast.

Examples:
  chainrule bench examples/mnist.yaml
  chainrule bench examples/mnist.yaml --backend native --backend tfjs:wasm --batch-size 32
  chainrule bench examples/mnist.yaml --break-even width --json > mnist.json
  chainrule bench examples/mnist.yaml --profile --report mnist.html --png pictures
  chainrule bench --suite`;

/** `chainrule bench CONFIG`. */
export const benchCommand: DefineCommand = (program, finish) => {
  program.command('bench')
    .description('measure a training step on each backend that is installed, and where its time goes')
    .argument('[config]', 'a YAML or JSON file; none with --suite')
    .option('--backend <name>', 'measures this backend; may be repeated', repeated, [])
    .option('--rounds <count>', 'turns of each contender', '60')
    .option('--seconds <seconds>', 'length of a turn', '0.06')
    .option('--batch-size <count>', 'samples a step, in place of the config\'s')
    .option('--seed <number>', 'keys all that is random')
    .option('--set <path=value>', 'replaces a value of the config; may be repeated', repeated, [])
    .option(...pluginOption)
    .addOption(new Option('--break-even <sizes>', 'what grows in the search for the size from which the fastest backend pays: batches, the width of a dense net, or nothing').choices(['batch', 'width', 'none']).default('batch'))
    .option('--profile', 'lists the time by layer and by operation: forward, backward and update apart')
    .option('--suite', 'the nets of the table in the README, with all contenders that are installed')
    .option('--json', 'gives the result as JSON')
    .option('--markdown <file>', 'writes a table for a README')
    .option('--report <file>', 'writes a page with charts')
    .option(...pngOption)
    .option('--results <folder>', 'writes JSON and Markdown to a folder, by machine and config')
    .addHelpText('after', help)
    .action(async (file: string | undefined, options: BenchOptions) => finish(await bench(file, options)));
};

async function bench(file: string | undefined, options: BenchOptions): Promise<number> {
  if (options.suite === true) return (await import('./bench/runSuite.ts')).runSuite(file, options).then(() => exitCodes.done);
  const [{ runBench }, { prepareFiles }] = await Promise.all([import('./bench/runBench.ts'), import('./bench/writeFiles.ts')]);
  await prepareFiles(options);
  const interruption = catchInterruption('with what was measured so far');
  try {
    const result = await runBench(file, options, { tell, signal: interruption.signal });
    return await (interruption.signal.aborted ? tellInterrupted(result, options) : tellDone(result, options));
  } finally {
    interruption.dispose();
  }
}

async function tellDone(result: BenchmarkResult | undefined, options: BenchOptions): Promise<number> {
  if (result === undefined) return exitCodes.done;
  const [{ writeFiles }, { benchmarkLines }] = await Promise.all([import('./bench/writeFiles.ts'), import('./bench/lines.ts')]);
  await writeFiles(result, options);
  if (options.json === true) writeJson(result);
  else writeResult(benchmarkLines(result).join('\n'));
  return exitCodes.done;
}

/** What was measured until then is shown and written, but does not take the place of the whole result of a machine. */
async function tellInterrupted(result: BenchmarkResult | undefined, { results, ...options }: BenchOptions): Promise<number> {
  if (result === undefined) tell('nothing was measured yet');
  if (results !== undefined) tell(`nothing was written to ${results}, which holds whole benchmarks alone`);
  await tellDone(result, options);
  return exitCodes.interrupted;
}

const tell = (line: string) => void process.stderr.write(`${line}\n`);
