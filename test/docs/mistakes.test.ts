import { describe, expect, it } from 'vitest';
import type { Page } from '../../scripts/docs/page.ts';
import { siteOf } from '../../scripts/docs/pages.ts';
import { renderPage } from '../../scripts/docs/renderPage.ts';

const other: Page = { source: 'docs/other.md', address: 'other.html', group: 'Guides', text: '# Other\n\n## Momentum and rate\n' };

/** What is wrong with a page of a title, an empty line, and some text on line 3. */
function problemsOf(text: string): readonly string[] {
  const page: Page = { source: 'docs/trial.md', address: 'trial.html', group: 'Guides', text: `# Trial\n\n${text}` };
  return renderPage(page, siteOf([page, other])).problems.map(({ message }) => message);
}

describe('a page', () => {
  it('may lead to other pages, headings, files, lines, folders and sites', () => {
    expect(problemsOf('[a](other.md) [b](other.md#momentum-and-rate) [c](#trial) [d](../src/layers/dense.ts) [e](../src/layers/dense.ts#L3) [f](../examples/plugins) [g](https://zod.dev)')).toEqual([]);
  });

  it.each([
    ['a link to no file', 'See [dense](../src/layers/densee.ts).', 'docs/trial.md:3:5: the link leads to no file\n  got: src/layers/densee.ts\n  did you mean: src/layers/dense.ts?'],
    ['a link out of the repository', '[up](../../elsewhere)', 'docs/trial.md:3:1: the link leads to no file\n  got: ../elsewhere'],
    ['a link to no heading', '[m](other.md#momentum-and-rates)', 'docs/trial.md:3:1: the link leads to no heading of docs/other.md\n  got: #momentum-and-rates\n  expected: #other, #momentum-and-rate\n  did you mean: momentum-and-rate?'],
    ['a link to no heading of its own', '[m](#trail)', 'docs/trial.md:3:1: the link leads to no heading of docs/trial.md\n  got: #trail\n  expected: #trial\n  did you mean: trial?'],
    ['a link to a part of a file', '[d](../src/layers/dense.ts#dense)', 'docs/trial.md:3:1: src/layers/dense.ts is no page, and has lines alone to link to\n  got: #dense\n  expected: #L1, for its first line'],
    ['a definition that leads nowhere', '[d]: none.md', 'docs/trial.md:3:1: the link leads to no file\n  got: docs/none.md'],
    ['a picture of another site', '![logo](https://example.org/logo.svg)', 'docs/trial.md:3:1: the site shows no pictures of other sites\n  got: https://example.org/logo.svg\n  expected: a file of the repository'],
    ['a picture that is missing', '![curve](figures/curve.svg)', 'docs/trial.md:3:1: the link leads to no file\n  got: docs/figures/curve.svg'],
  ])('is refused %s', (_, text, message) => {
    expect(problemsOf(text)).toEqual([message]);
  });

  it.each([['in a line', 'so $\\frac{1}{2$ it is', '3:4'], ['set apart', '$$\n\\delta = \\nabla_a C \\odt f\'(z)\n$$', '3:1'], ['set apart on one line', '$$\\frc12$$', '3:1']])('is refused an equation %s that is broken', (_, text, place) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(new RegExp(`^docs/trial\\.md:${place}: .*KaTeX[^]*\\n  got: KaTeX parse error: `, 'u'))]);
  });

  it.each([
    ['changed', '```ts src/layers/activations/sigmoid.ts\nconst y = x.sigmoid();\nreturn y;\n```', 'docs/trial.md:3:1: the block does not stand in src/layers/activations/sigmoid.ts\n  got: return y;\n  next: quote the lines as they are now, with what stands before them on the line'],
    ['of a file that is not there', '```ts src/layers/activations/sigmoids.ts\ny\n```', 'docs/trial.md:3:1: the block quotes a file that is not there\n  got: src/layers/activations/sigmoids.ts\n  did you mean: sigmoid.ts?'],
    ['of a config elsewhere', '```yaml mnist.yaml\nseed: 4\n```', 'docs/trial.md:3:1: the block quotes a file that is not there\n  got: docs/mnist.yaml'],
    ['of nothing', '```ts src/index.ts\n```', expect.stringContaining('the block does not stand in src/index.ts')],
  ])('is refused a quotation %s', (_, text, message) => {
    expect(problemsOf(text)).toEqual([message]);
  });

  it('is refused a block in a language that nobody knows', () => {
    expect(problemsOf('```typoscript\nx\n```')).toEqual([expect.stringMatching(/^docs\/trial\.md:3:1: .*typoscript/u)]);
  });

  it('names the line under a quotation, and leads there', () => {
    const page: Page = { source: 'docs/trial.md', address: 'guides/trial.html', group: 'Guides', text: '```ts src/layers/activations/sigmoid.ts\n    const y = x.sigmoid();\n```' };
    const { html, files } = renderPage(page, siteOf([page]));
    expect(html).toContain('<a href="../source/src/layers/activations/sigmoid.ts.html#L18">src/layers/activations/sigmoid.ts, line 18</a>');
    expect(html).toMatch(/<code class="hljs language-ts"><span class="hljs-keyword">const<\/span> y = /u);
    expect(files).toEqual(['src/layers/activations/sigmoid.ts']);
  });
});
