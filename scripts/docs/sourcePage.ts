import { extname } from 'node:path/posix';
import { addressOf, between } from './destination.ts';
import { escaped } from './escaped.ts';
import { painted } from './markdown.ts';
import { isFolder, namesIn, textOf } from './repository.ts';

const languages: Readonly<Record<string, string>> = { '.ts': 'typescript', '.mjs': 'javascript', '.js': 'javascript', '.yaml': 'yaml', '.json': 'json', '.py': 'python', '.md': 'markdown', '.sh': 'bash' };

/** A file of the repository with numbered lines, `#L12` being the twelfth; of a folder its list. */
export function sourcePage(file: string): string {
  return isFolder(file) ? folderList(file) : numberedLines(file);
}

/** The files that a page of a folder leads to. Folders in it are named alone. */
export function filesIn(folder: string): readonly string[] {
  return namesIn(folder).map(name => `${folder}/${name}`).filter(path => !isFolder(path));
}

function folderList(folder: string): string {
  const files = filesIn(folder);
  const items = namesIn(folder).map(name => {
    const path = `${folder}/${name}`;
    return `<li>${files.includes(path) ? `<a href="${between(addressOf(folder), addressOf(path))}">${escaped(name)}</a>` : `${escaped(name)}/`}</li>`;
  });
  return `<h1>${escaped(folder)}</h1>\n<ul>${items.join('\n')}</ul>`;
}

function numberedLines(file: string): string {
  const text = textOf(file).replace(/\n$/u, '');
  const numbers = text.split('\n').map((_, index) => `<a id="L${index + 1}" href="#L${index + 1}">${index + 1}</a>`);
  const className = [`language-${languages[extname(file)] ?? 'plaintext'}`];
  const { html } = painted({ type: 'root', children: [{ type: 'element', tagName: 'pre', properties: {}, children: [{ type: 'element', tagName: 'code', properties: { className }, children: [{ type: 'text', value: text }] }] }] });
  return `<h1>${escaped(file)}</h1>\n<div class="source"><pre class="numbers">${numbers.join('\n')}</pre>${html}</div>`;
}
