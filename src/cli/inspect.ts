import { InvalidArgumentError, Option } from 'commander';
import type { Purpose } from '../training/stepCompiler.ts';
import { withCommonOptions } from './command.ts';
import type { CommonOptions, DefineCommand } from './command.ts';
import { writeJson, writeResult } from './output.ts';
import { pluginsOf } from './plugins.ts';

interface InspectOptions extends CommonOptions {
  readonly graph?: 'text' | 'dot';
  readonly purpose: Purpose;
}

const help = `
Examples:
  chainrule inspect examples/mnist.yaml
  chainrule inspect examples/mnist.yaml --backend tfjs:wasm --purpose report
  chainrule inspect examples/mnist.yaml --graph
  chainrule inspect examples/mnist.yaml --graph dot | dot -Tsvg > step.svg`;

/** `chainrule inspect CONFIG`. */
export const inspectCommand: DefineCommand = program => {
  withCommonOptions(program.command('inspect'))
    .description('layers, shapes, memory, and operations that the backend lacks; nothing is trained')
    .argument('<config>', 'a YAML or JSON file')
    .addOption(new Option('--graph [format]', 'print the graph that the backend is given: text, or dot for Graphviz').preset('text').argParser(graphFormat))
    .addOption(new Option('--purpose <purpose>', 'which graph: a training step, its gradients (report), …').choices(['train', 'evaluate', 'predict', 'report', 'watch']).default('train'))
    .addHelpText('after', help)
    .action(inspect);
};

function graphFormat(text: string): string {
  if (text === 'text' || text === 'dot') return text;
  throw new InvalidArgumentError('text or dot; after a bare --graph no other word may follow');
}

async function inspect(file: string, { graph, purpose, json, ...options }: InspectOptions): Promise<void> {
  const [{ openRun }, { overridesOf }] = await Promise.all([import('../run/openRun.ts'), import('./overrides.ts')]);
  await using run = await openRun(file, { overrides: overridesOf(options), plugins: await pluginsOf(options) });
  if (graph !== undefined) {
    const { graphText } = await import('./graphText.ts');
    writeResult(graphText(run.graph(purpose), json === true ? 'json' : graph));
    return;
  }
  const [{ inspectRun }, { inspectionLines }] = await Promise.all([import('../run/inspectRun.ts'), import('./inspectionLines.ts')]);
  const inspection = inspectRun(run, purpose);
  if (json === true) writeJson(inspection);
  else writeResult(inspectionLines(inspection).join('\n'));
}
