import { pngOption, repeated } from './command.ts';
import type { DefineCommand } from './command.ts';
import type { VerifyFlags } from './verify/flags.ts';

const help = `
Every gradient is computed three ways and compared: by hand, in float64 and on each backend that is installed; by central differences in float64; by tf.js's automatic
differentiation on each of its devices. Noise is on, with the same masks. Regularizers and loss are part of it.

The numbers of the table are distances in units of the tolerance: up to 1 they agree. Elements on kinks, where there is no derivative, are counted and left out.
--strict takes a tenth of the tolerances, and fails a gradient whose elements all lie on kinks.

A component is verified with batches of 5, 1 and 9; a config with 4 samples, with 1, and with its own batch, of which at most 64 are taken.

Examples:
  chainrule verify examples/mnist.yaml
  chainrule verify --layer dense --options '{ units: 3, activation: gelu }' --inputs '[[4]]'
  chainrule verify --layer embedding --options '{ vocabularySize: 5, units: 2 }' --inputs '[{ shape: [3], dtype: int32, range: [0, 4] }]'
  chainrule verify --loss huber --inputs '[[3], [3]]'
  chainrule verify --plugin examples/plugins/plugin.ts
  chainrule verify --all --backend tfjs:cpu --json

The exit code is 0 where the gradients are right, 1 where one is wrong or a backward cannot be run, and 2 for bad input: a component that cannot be made or run, too.`;

/** `chainrule verify`. */
export const verifyCommand: DefineCommand = (program, finish) => {
  program.command('verify')
    .description('check the gradients of a model, a layer, a loss or a plugin, and name the mistake')
    .argument('[config]', 'a YAML or JSON file')
    .option('--layer <name>', 'verifies a layer')
    .option('--loss <name>', 'verifies a loss')
    .option('--regularizer <name>', 'verifies a regularizer, in each of its places')
    .option('--plugin <file>', 'loads a plugin; without another subject all that it contributes is verified; may be repeated', repeated, [])
    .option('--all', 'verifies every component that has a derivative')
    .option('--options <yaml>', 'the options of the layer, loss or regularizer')
    .option('--inputs <yaml>', 'what goes in, without the batch axis: a list of shapes, or of { shape, dtype, range }')
    .option('--batch-size <count>', 'verifies with a batch of this size, in place of several; may be repeated', repeated, [])
    .option('--backend <name>', 'compares on this backend, in place of all that are installed; may be repeated', repeated, [])
    .option('--set <path=value>', 'replaces a value of the config; may be repeated', repeated, [])
    .option('--strict', 'takes a tenth of the tolerances, and fails what could not be compared')
    .option('--json', 'gives the result as JSON')
    .option('--report <file>', 'writes a page with tables and charts')
    .option(...pngOption)
    .addHelpText('after', help)
    .action(async (config: string | undefined, flags: VerifyFlags) => {
      const { runVerify } = await import('./verify/runVerify.ts');
      finish(await runVerify(config, flags));
    });
};
