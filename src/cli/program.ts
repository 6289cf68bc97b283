import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { benchCommand } from './bench.ts';
import { errorLabel } from './colours.ts';
import type { Finish } from './command.ts';
import { crossValidateCommand } from './crossValidate.ts';
import { evaluateCommand } from './evaluate.ts';
import { findRateCommand } from './findRate.ts';
import { gradientsCommand } from './gradients.ts';
import { inspectCommand } from './inspect.ts';
import { predictCommand } from './predict.ts';
import { trainCommand } from './train.ts';
import { verifyCommand } from './verify.ts';

const commands = [trainCommand, evaluateCommand, crossValidateCommand, findRateCommand, predictCommand, inspectCommand, gradientsCommand, verifyCommand, benchCommand];

const examples = `
Examples:
  chainrule train examples/mnist.yaml
  chainrule train examples/mnist.yaml --backend tfjs:wasm --set training.epochs=2
  chainrule evaluate runs/mnist-1
  chainrule cross-validate examples/wine.yaml --stratified
  chainrule find-rate examples/mnist.yaml
  chainrule predict runs/mnist-1 --input digits.json
  chainrule inspect examples/mnist.yaml --graph dot | dot -Tsvg > step.svg
  chainrule gradients model.yaml --weights weights.json --batch batch.json
  chainrule verify examples/mnist.yaml
  chainrule bench examples/mnist.yaml

Results are written on standard output, all else on standard error.

Exit codes:
  0    done
  1    a mistake in chainrule or a plugin; its stack trace is shown; or a gradient that verify found to be wrong
  2    bad input: a config, an option, data, a model file, or numbers that are no longer finite
  130  interrupted; what was learned is saved`;

/** The whole command line. The framework itself is loaded by the command that needs it. */
export function createProgram(finish: Finish): Command {
  const program = new Command('chainrule')
    .description('Trains neural networks with gradients you can read, check and run fast.')
    .version(version())
    .addHelpText('after', examples)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/u, errorLabel('error:'))) })
    .showHelpAfterError('(--help tells more)')
    .exitOverride();
  for (const define of commands) define(program, finish);
  return program;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return version;
}
