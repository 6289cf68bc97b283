import { Option } from 'commander';
import { repeated } from './command.ts';
import type { DefineCommand } from './command.ts';
import type { BenchOptions } from './bench/options.ts';
import { writeJson, writeResult } from './output.ts';

const help = `
Each backend that is installed trains the model in a process of its own; tf.js devices also by tf.js's own gradients. A round gives each one turn, every round begins with another.
Times are medians over the rounds, with an interval of 95 % by bootstrap; ratios are paired by round. A ratio that the machine was too noisy to tell is marked ~, with why.
The first losses are compared with those of typescript:float64: who computes something else is listed as wrong, not as fast.

Examples:
  chainrule bench examples/mnist.yaml
  chainrule bench examples/mnist.yaml --backend native --backend tfjs:wasm --batch-size 32
  chainrule bench examples/mnist.yaml --break-even width --json > mnist.json
  chainrule bench examples/mnist.yaml --profile --report mnist.html
  chainrule bench --suite`;

/** `chainrule bench CONFIG`. */
export const benchCommand: DefineCommand = program => {
  program.command('bench')
    .description('measure a training step on each backend that is installed, and where its time goes')
    .argument('[config]', 'a YAML or JSON file; none with --suite')
    .option('--backend <name>', 'measures this backend; may be repeated', repeated, [])
    .option('--rounds <count>', 'turns of each contender', '60')
    .option('--seconds <seconds>', 'length of a turn', '0.06')
    .option('--batch-size <count>', 'samples a step, in place of the config\'s')
    .option('--seed <number>', 'keys all that is random')
    .option('--set <path=value>', 'replaces a value of the config; may be repeated', repeated, [])
    .addOption(new Option('--break-even <sizes>', 'what grows in the search for the size from which the fastest backend pays: batches, the width of a dense net, or nothing').choices(['batch', 'width', 'none']).default('batch'))
    .option('--profile', 'lists the time by layer and by operation: forward, backward and update apart')
    .option('--suite', 'the nets of the table in the README, with all contenders that are installed')
    .option('--json', 'gives the result as JSON')
    .option('--markdown <file>', 'writes a table for a README')
    .option('--report <file>', 'writes a page with charts')
    .option('--results <folder>', 'writes JSON and Markdown to a folder, by machine and config')
    .addHelpText('after', help)
    .action(bench);
};

async function bench(file: string | undefined, options: BenchOptions): Promise<void> {
  if (options.suite === true) return (await import('./bench/runSuite.ts')).runSuite(file, options);
  const [{ runBench }, { prepareFiles, writeFiles }, { benchmarkLines }] = await Promise.all([import('./bench/runBench.ts'), import('./bench/writeFiles.ts'), import('./bench/lines.ts')]);
  await prepareFiles(options);
  const result = await runBench(file, options);
  await writeFiles(result, options);
  if (options.json === true) writeJson(result);
  else writeResult(benchmarkLines(result).join('\n'));
}
