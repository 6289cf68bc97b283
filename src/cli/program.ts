import { Command } from 'commander';
import { backendsCommand } from './backends.ts';
import { benchCommand } from './bench.ts';
import type { Finish } from './command.ts';
import { completionCommand } from './completion.ts';
import { configCommand } from './config.ts';
import { crossValidateCommand } from './crossValidate.ts';
import { evaluateCommand } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { findRateCommand } from './findRate.ts';
import { gradientsCommand } from './gradients.ts';
import { initCommand } from './init.ts';
import { inspectCommand } from './inspect.ts';
import { listCommand } from './list.ts';
import { packageVersion } from './packageVersion.ts';
import { plotCommand } from './plot.ts';
import { predictCommand } from './predict.ts';
import { schemaCommand } from './schema.ts';
import { trainCommand } from './train.ts';
import { verifyCommand } from './verify.ts';

const commands = [trainCommand, evaluateCommand, crossValidateCommand, findRateCommand, predictCommand, plotCommand, inspectCommand, gradientsCommand, verifyCommand, benchCommand, configCommand, listCommand, explainCommand, schemaCommand, backendsCommand, initCommand, completionCommand];

const examples = `
Examples:
  chainrule init flowers --data iris.csv
  chainrule train examples/mnist.yaml
  chainrule train examples/mnist.yaml --backend tfjs:wasm --set training.epochs=2
  chainrule evaluate runs/mnist-1
  chainrule cross-validate examples/wine.yaml --stratified
  chainrule find-rate examples/mnist.yaml
  chainrule predict runs/mnist-1 --input digits.json
  chainrule plot runs/mnist-1
  chainrule inspect examples/mnist.yaml --graph dot | dot -Tsvg > step.svg
  chainrule gradients model.yaml --weights weights.json --batch batch.json
  chainrule verify examples/mnist.yaml
  chainrule bench examples/mnist.yaml
  chainrule explain dense
  chainrule train model.yaml --plugin ./swish.ts
  chainrule --plugin ./hello.ts hello

Results are written on standard output, all else on standard error.

Exit codes:
  0    done
  1    a mistake in chainrule; its stack trace is shown; or a gradient that verify found to be wrong, or configs that differ
  2    bad input: a config, an option, data, a model file, a plugin that fails, or numbers that are no longer finite
  130  interrupted; what was learned is saved`;

/** The whole command line. The framework itself is loaded by the command that needs it. */
export function createProgram(finish: Finish): Command {
  const program = new Command('chainrule')
    .description('Trains neural networks with gradients you can read, check and run fast.')
    .version(packageVersion())
    .option('--plugin <file>', 'before a command: loads a plugin, whose commands are then known; may be repeated')
    .enablePositionalOptions()
    .addHelpText('after', examples)
    // What is wrong is told when it is caught, in the words of all other errors.
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const define of commands) define(program, finish);
  return program;
}
