import { writeJson, writeResult } from '../output.ts';
import { pluginsOf } from '../plugins.ts';
import { registered } from '../components/registered.ts';
import { terminalWidth } from '../components/wrapped.ts';
import { explanationLines } from './explanationLines.ts';
import { explanationOf } from './explanation.ts';
import { namedComponents } from './namedComponents.ts';

/** What a line holds where the output is no terminal. */
const usualWidth = 100;

/** Prints what there is to know of the components of a name. */
export async function explain(name: string, flags: { readonly plugin: readonly string[]; readonly json?: boolean }): Promise<void> {
  const all = registered(await pluginsOf(flags));
  const explanations = namedComponents(name, all.registry).map(contribution => explanationOf(contribution, all));
  const width = Math.min(terminalWidth() ?? usualWidth, usualWidth);
  if (flags.json === true) writeJson({ components: explanations });
  else writeResult(explanations.map(explanation => explanationLines(explanation, width).join('\n')).join('\n\n\n'));
}
