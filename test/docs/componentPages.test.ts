import { toString } from 'hast-util-to-string';
import { describe, expect, it } from 'vitest';
import { componentPages } from '../../scripts/docs/componentPages.ts';
import { converted, headingsOf, parsed } from '../../scripts/docs/markdown.ts';
import { kinds } from '../../src/cli/components/kindOf.ts';
import { registered } from '../../src/cli/components/registered.ts';
import { explanationOf } from '../../src/cli/explain/explanation.ts';

const all = registered([]);
const pages = componentPages();
const cases = kinds.map((kind, index) => [kind, pages[index]?.text ?? ''] as const);

describe.each(cases)('the page of every %s', (kind, text) => {
  const tree = converted(parsed(text));
  const words = plain(toString(tree));
  const explanations = [...all.registry.contributions(kind).values()].map(contribution => explanationOf(contribution, all));

  it('has each under its name, in their order', () => {
    expect(headingsOf(tree).filter(({ depth }) => depth === 2).map(heading => heading.text)).toEqual(explanations.map(({ name }) => name));
  });

  it('says what the comments say, sign for sign', () => {
    for (const { about, equations, notes, options, shapes, throws, source, example } of explanations) {
      const said = [about, ...equations, ...notes, ...options.map(({ description }) => description), shapes, throws, source, example].filter(part => part !== undefined);
      expect(said.filter(part => !words.includes(plain(part)))).toEqual([]);
    }
  });
});

/** Letters and signs without what sets them apart: spaces, and the marks of code. */
function plain(text: string): string {
  return text.replaceAll(/[\s`]/gu, '');
}
