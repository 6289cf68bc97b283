import type { GradientReport } from '../training/gradientReport.ts';
import type { HostTensor } from '../training/hostTensor.ts';
import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { writeJson } from './output.ts';
import { pluginsOf } from './plugins.ts';

interface GradientsOptions extends CommonOptions {
  readonly batch: string;
  readonly weights?: string;
  readonly layers?: boolean;
}

const help = `
The result is JSON: loss (penalty included), penalty, outputs, the gradients of the parameters by path, and those of the inputs.

Weights are a .safetensors file, or JSON: { "dense/kernel": [[ … ]], "dense/bias": [ … ] }. Without them the initial ones are taken.
A batch is JSON: { "inputs": [[ … ]], "targets": [ … ], "weights": [ … ] }; several inputs or targets are an object of arrays. Class indices are
written as whole numbers, one a sample. The config needs no data: shapes are then taken from the batch.
With --layers the result lists each layer's inputs and outputs, and the gradients of both: δ is the inputGradients of an activation, dense/sigmoid for example.

Examples:
  chainrule gradients model.yaml --batch batch.json
  chainrule gradients model.yaml --batch batch.json --weights weights.json --backend typescript:float64
  chainrule gradients model.yaml --batch batch.json --backend tfjs:cpu --gradients autodiff`;

/** `chainrule gradients CONFIG`. */
export const gradientsCommand: DefineCommand = program => {
  withCommonOptions(program.command('gradients'))
    .description('loss, outputs and every gradient of a batch under given weights, as JSON')
    .argument('<config>', 'a YAML or JSON file')
    .requiredOption('--batch <file>', 'the samples: JSON with inputs, targets and weights')
    .option('--weights <file>', 'a .safetensors or JSON file; the initial weights if left out')
    .option('--layers', 'also what goes through each layer, forward and back')
    .addHelpText('after', help)
    .action(gradients);
};

async function gradients(file: string, { batch: batchFile, weights, layers, ...options }: GradientsOptions): Promise<void> {
  const [{ openRun }, { overridesOf }, { readBatch, shapesOf }, { namingFile }, { toNested }] = await Promise.all([
    import('../run/openRun.ts'), import('./overrides.ts'), import('./batchFile.ts'), import('./namingFile.ts'), import('../training/hostTensor.ts'),
  ]);
  const batch = await readBatch(batchFile);
  const withShapes = ({ data, shapes, loss }: Readonly<Record<string, unknown>>) => (data === undefined ? { shapes: shapes ?? shapesOf(batch, loss) } : {});
  await using run = await openRun(file, { overrides: overridesOf(options), plugins: await pluginsOf(options), changes: withShapes });
  if (weights !== undefined) await (await import('./weightsFile.ts')).setWeights(run, weights);
  writeJson(asJson(await namingFile(batchFile, () => run.gradients(batch, { layers: layers === true })), toNested));
}

function asJson({ loss, penalty, outputs, parameters, inputs, layers }: GradientReport, toNested: typeof import('../training/hostTensor.ts').toNested): object {
  const byPath = Object.fromEntries(Object.entries(parameters).map(([path, gradient]) => [path, toNested(gradient)]));
  const nested = (tensors: readonly (HostTensor | undefined)[]) => tensors.map(tensor => tensor && toNested(tensor));
  const passes = layers?.map(pass => ({
    layer: pass.layer, inputs: nested(pass.inputs), outputs: nested(pass.outputs), inputGradients: nested(pass.inputGradients), outputGradients: nested(pass.outputGradients),
  }));
  return { loss, penalty, outputs: nested(outputs), parameters: byPath, inputs: nested(inputs), ...(passes && { layers: passes }) };
}
