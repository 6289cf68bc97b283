import { Option } from 'commander';
import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { writeJson, writeResult } from './output.ts';
import { pluginsOf } from './plugins.ts';

interface EvaluateOptions extends CommonOptions {
  readonly part: 'train' | 'validation' | 'test';
}

const help = `
Examples:
  chainrule evaluate runs/mnist-1
  chainrule evaluate runs/mnist-1 --part validation --backend tfjs:wasm
  chainrule evaluate model.safetensors --set data=mnist`;

/** `chainrule evaluate RUN`. */
export const evaluateCommand: DefineCommand = program => {
  withCommonOptions(program.command('evaluate'))
    .description('loss and metrics of a trained model')
    .argument('<run>', 'the folder of a run, or a model.safetensors')
    .addOption(new Option('--part <part>', 'the part of the data').choices(['train', 'validation', 'test']).default('test'))
    .addHelpText('after', help)
    .action(evaluate);
};

async function evaluate(path: string, { part, ...options }: EvaluateOptions): Promise<void> {
  const [{ openModel }, { overridesOf }, { figureLines }] = await Promise.all([
    import('./openModel.ts'), import('./overrides.ts'), import('./figureLines.ts'),
  ]);
  await using run = await openModel(path, overridesOf(options), { plugins: await pluginsOf(options) });
  const figures = await run.evaluate(part);
  if (options.json === true) writeJson({ part, figures });
  else writeResult(figureLines(figures).join('\n'));
}
