import { lectureNames } from '../../examples/lectures/index.ts';
import { componentPages } from './componentPages.ts';
import { converted, headingsOf, parsed } from './markdown.ts';
import type { Page, Site } from './page.ts';
import { isThere, namesIn, textOf } from './repository.ts';

/** The first guides, in this order; others follow by name. */
const guides = ['config', 'projects', 'editors', 'native', 'plugins', 'backends-of-your-own', 'tfjs-gradients'];
/** Pages of docs/ that have a place of their own. */
const others = ['index', 'equations', 'design'];

/** All pages, in the order of the navigation. */
export function allPages(): readonly Page[] {
  const names = namesIn('docs').filter(name => name.endsWith('.md')).map(name => name.slice(0, -'.md'.length));
  return [
    pageOf('docs/index.md', 'index.html', 'Start'),
    pageOf('docs/equations.md', 'equations.html', 'Start'),
    ...lectureNames.filter(name => isThere(`examples/lectures/${name}/README.md`)).map(name => pageOf(`examples/lectures/${name}/README.md`, `lectures/${name}.html`, 'Lecture examples')),
    ...componentPages(),
    ...[...new Set([...guides, ...names])].filter(name => !others.includes(name)).map(name => pageOf(`docs/${name}.md`, `${name}.html`, 'Guides')),
    pageOf('docs/design.md', 'design.html', 'The framework'),
    pageOf('README.md', 'readme.html', 'The framework'),
    pageOf('CONTRIBUTING.md', 'contributing.html', 'The framework'),
    pageOf('benchmarks/README.md', 'benchmarks.html', 'The framework'),
    pageOf('CHANGELOG.md', 'changelog.html', 'The framework'),
  ];
}

/** The pages with their headings, by file. */
export function siteOf(pages: readonly Page[]): Site {
  return new Map(pages.map(page => [page.source, { ...page, headings: headingsOf(converted(parsed(page.text))) }]));
}

function pageOf(source: string, address: string, group: Page['group']): Page {
  return { source, address, group, text: textOf(source), ...(source === 'docs/plugins.md' && { ownFiles: true }) };
}
