import { describe, expect, it } from 'vitest';
import { allPages } from '../../scripts/docs/pages.ts';
import { readConfig } from '../../src/config/loadConfig.ts';
import { parseRun } from '../../src/config/schema.ts';
import { builtIn } from '../../src/plugins/builtIn.ts';
import { createContainer } from '../../src/plugins/container.ts';
import { REGISTRY } from '../../src/plugins/tokens.ts';
import { blocksOf } from './blocks.ts';
import { runScript } from './runScript.ts';

/** What a part of a config needs beside it. */
const rest = 'model: [{ use: dense, units: 1 }]\nloss: meanSquaredError\noptimizer: { use: sgd, learningRate: 0.1 }\nshapes: { inputs: [[1]], targets: [[1]] }\n';
/** What a page may hold. What stands without a language, as `text` and as `console` is what programs print. */
const languages = ['', 'ts', 'yaml', 'json', 'sh', 'text', 'console'];

const pages = allPages().filter(({ source }) => /^(?:docs|examples)\//u.test(source)).map(page => ({ ...page, blocks: blocksOf(page.text) }));

it('finds pages with scripts and with configs', () => {
  const withWhole = (language: string) => pages.filter(({ blocks }) => blocks.some(block => block.language === language && block.file === undefined));
  expect(withWhole('ts').map(({ source }) => source)).toEqual(expect.arrayContaining(['docs/index.md', 'docs/equations.md', 'examples/lectures/worked-examples/README.md']));
  expect(withWhole('yaml').length).toBeGreaterThanOrEqual(4);
});

describe.each(pages)('$source', ({ blocks, ownFiles = false }) => {
  it('has blocks in languages that are checked', () => {
    expect(blocks.filter(({ language }) => !languages.includes(language))).toEqual([]);
  });

  for (const { line, text } of ownFiles ? [] : wholes('ts')) {
    it(`has a script on line ${line} that runs`, () => runScript(text).then(() => undefined));
  }

  for (const { line, text } of wholes('yaml')) {
    it(`has a config on line ${line} that is valid`, () => {
      const whole = /^model:/mu.test(text) ? text : `${rest}${text}`;
      expect(() => parseRun(createContainer([builtIn]).get(REGISTRY), readConfig(whole, 'page').config)).not.toThrow();
    });
  }

  function wholes(language: string) {
    return blocks.filter(block => block.language === language && block.file === undefined);
  }
});
