import type { Element, Root } from 'hast';
import { toString } from 'hast-util-to-string';
import MiniSearch from 'minisearch';
import { searchOptions } from './searchOptions.ts';

/** What stands under one heading of a page. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly text: string;
}

/** What the search finds. */
export interface SearchEntry extends Omit<Section, 'id'> {
  /** Its address in the site. */
  readonly id: string;
  readonly page: string;
}

/** The sections of a page, from one heading to the next. */
export function sectionsOf(tree: Root): readonly Section[] {
  const sections: Section[] = [];
  for (const node of tree.children) {
    if (node.type !== 'element') continue;
    if (/^h[1-6]$/u.test(node.tagName)) sections.push({ id: String(node.properties['id']), heading: toString(node), text: '' });
    else addText(sections, node);
  }
  return sections;
}

function addText(sections: Section[], node: Element): void {
  const last = sections.pop();
  if (last !== undefined) sections.push({ ...last, text: `${last.text} ${toString(node)}` });
}

/** The index of all sections, as a script of the site: a page that is opened from a disk may load scripts, and no other file. */
export function searchIndex(entries: readonly SearchEntry[]): string {
  const index = new MiniSearch(searchOptions);
  index.addAll(entries);
  return `globalThis.searchIndex=${JSON.stringify(index)}`;
}
