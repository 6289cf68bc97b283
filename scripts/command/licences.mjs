import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const repository = new URL('../..', import.meta.url).pathname;

/** The licences of the packages among some files, as they ask. */
export function licences(files) {
  const folders = new Set(files.map(file => /^(?:own:)?(node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(file)?.[1]).filter(folder => folder !== undefined));
  return [...folders].toSorted().map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(repository, folder)).find(each => /^licen[cs]e/iu.test(each));
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(repository, folder, file), 'utf8')}`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}
