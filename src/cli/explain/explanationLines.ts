import { wrapped } from '../components/wrapped.ts';
import { withArticle } from '../../plugins/problem.ts';
import type { ExplainedOption, Explanation } from './explanation.ts';

/** An explanation for the eye. Equations stand as they are written, whatever the width. */
export function explanationLines(explanation: Explanation, width: number): readonly string[] {
  const { kind, name, summary, plugin, about, equations, options, commonOptions, shortForm, notes, shapes, throws, source, example, file } = explanation;
  const parts: readonly (readonly string[])[] = [
    wrapped('', `${name}, ${withArticle(kind)}${plugin === undefined ? '' : ` of the plugin ${plugin}`}: ${summary}`, width),
    about === undefined ? [] : wrapped('', about, width),
    equations.map(line => `    ${line}`),
    notes.flatMap(note => wrapped('', note, width)),
    optionLines('options', options, width),
    optionLines(`options of every ${kind}`, commonOptions, width),
    named({ 'short form': shortForm, shapes, throws, source, file }, width),
    example === undefined ? [] : ['example', ...example.split('\n').map(line => `    ${line}`)],
  ];
  return parts.filter(part => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

function optionLines(title: string, options: readonly ExplainedOption[], width: number): readonly string[] {
  if (options.length === 0) return [];
  const widest = Math.max(...options.map(({ name }) => name.length));
  return [title, ...options.flatMap(option => optionText(option).flatMap((text, index) => wrapped(`  ${(index === 0 ? option.name : '').padEnd(widest)}  `, text, width)))];
}

function optionText({ type, required, description, ...option }: ExplainedOption): readonly string[] {
  const presence = required ? '; must be given' : 'default' in option ? `; ${JSON.stringify(option.default)} if left out` : '';
  return [...(description === undefined ? [] : [description]), `${type}${presence}`];
}

function named(parts: Readonly<Record<string, string | undefined>>, width: number): readonly string[] {
  const present = Object.entries(parts).flatMap(([title, text]) => (text === undefined ? [] : [[title, text] as const]));
  const widest = Math.max(0, ...present.map(([title]) => title.length));
  return present.flatMap(([title, text]) => wrapped(`${title.padEnd(widest)}  `, text, width));
}
