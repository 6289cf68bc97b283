import { kinds } from '../../src/cli/components/kindOf.ts';
import { registered } from '../../src/cli/components/registered.ts';
import { explanationOf } from '../../src/cli/explain/explanation.ts';
import type { ExplainedOption, Explanation } from '../../src/cli/explain/explanation.ts';
import { kindWords } from '../../src/components/kinds.ts';
import type { Kind } from '../../src/components/kinds.ts';
import { contributionKeys } from '../../src/plugins/pluginModule.ts';
import type { Page } from './page.ts';

/** A page for each kind of component, made from what `chainrule explain` tells of each. */
export function componentPages(): readonly Page[] {
  const all = registered([]);
  return kinds.map(kind => {
    const explanations = [...all.registry.contributions(kind).values()].map(contribution => explanationOf(contribution, all));
    return { source: `${contributionKeys[kind]}.md`, address: `components/${contributionKeys[kind]}.html`, group: 'Components', text: kindText(kind, explanations) };
  });
}

function kindText(kind: Kind, explanations: readonly Explanation[]): string {
  const common = explanations[0]?.commonOptions ?? [];
  return [
    `# ${titleOf(kind)}`,
    `What \`chainrule explain NAME\` tells of each ${kindWords[kind]}. Equations and derivatives are those of the comment above the code that computes them.`,
    ...common.length === 0 ? [] : [`Options of every ${kindWords[kind]}:`, optionTable(common)],
    ...explanations.map(componentText),
  ].join('\n\n');
}

function titleOf(kind: Kind): string {
  const words = contributionKeys[kind].replaceAll(/[A-Z]/gu, capital => ` ${capital.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function componentText({ name, summary, about, equations, notes, options, shortForm, shapes, throws, source, example, file }: Explanation): string {
  const facts = Object.entries({ 'Short form': shortForm, Shapes: shapes, Throws: throws, Source: source }).flatMap(([title, text]) => (text === undefined ? [] : [`- **${title}**: ${prose(text)}`]));
  return [
    `## ${name}`,
    prose(about ?? summary),
    ...equations.length === 0 ? [] : [`\`\`\`text\n${equations.join('\n')}\n\`\`\``],
    ...notes.map(prose),
    ...options.length === 0 ? [] : [optionTable(options)],
    [...facts, ...file === undefined ? [] : [`- **File**: [${file}](${file})`]].join('\n'),
    ...example === undefined ? [] : [`\`\`\`yaml\n${example}\n\`\`\``],
  ].join('\n\n');
}

function optionTable(options: readonly ExplainedOption[]): string {
  const rows = options.map(option => `| \`${option.name}\` | ${cell(option.description ?? '')} | ${cell(option.type)} | ${presence(option)} |`);
  return ['| option | what it is | takes | if left out |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function presence(option: ExplainedOption): string {
  if (option.required) return 'must be given';
  return 'default' in option ? `\`${JSON.stringify(option.default).replaceAll('|', '\\|')}\`` : '–';
}

function cell(text: string): string {
  return prose(text).replaceAll('|', '\\|');
}

/** Words of a comment as Markdown: what is not code in it means itself. */
function prose(text: string): string {
  return text.split(/(`[^`]*`)/u).map(part => (part.startsWith('`') ? part : part.replaceAll(/[\\*_<[\]$~]/gu, '\\$&'))).join('');
}
