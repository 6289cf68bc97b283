/**
 * The parts of the README that are made from the code: the example config and the table of components, each between two markers.
 * `npx tsx scripts/readme.ts` writes them; a test holds them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { kindWords } from '../src/components/kinds.ts';
import type { Kind } from '../src/components/kinds.ts';
import { createRegistry } from '../src/plugins/createRegistry.ts';

const root = new URL('..', import.meta.url);

/** The README with its made parts as the code has them now. */
export async function currentReadme(): Promise<string> {
  const [readme, config] = await Promise.all([readFile(new URL('README.md', root), 'utf8'), readFile(new URL('examples/mnist.yaml', root), 'utf8')]);
  return between(between(readme, 'mnist.yaml', `\`\`\`yaml\n${config}\`\`\``), 'components', componentTable());
}

function componentTable(): string {
  const registry = createRegistry([]);
  const kinds = (Object.keys(kindWords) as Kind[]).filter(kind => kind !== 'backend');
  const rows = kinds.flatMap(kind => [...registry.contributions(kind).values()].map(({ definition: { name, summary } }) => `| ${kindWords[kind]} | \`${name}\` | ${summary.replaceAll('|', '\\|')} |`));
  return ['| kind | name | what it is |', '| --- | --- | --- |', ...rows].join('\n');
}

function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, after] = [text.split(start)[0], text.split(end)[1]];
  if (before === undefined || after === undefined || !text.includes(start)) throw new Error(`the README has no place for ${name}`);
  return `${before}${start}\n${content}\n${end}${after}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(new URL('README.md', root), await currentReadme());
