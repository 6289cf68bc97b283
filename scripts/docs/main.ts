/** `npm run docs`: builds the site of the documentation into .site, or says what is wrong with its pages. */
import { join } from 'node:path';
import { exitCodes } from '../../src/cli/exitCodes.ts';
import { renderSite, writeSite } from './build.ts';
import { root } from './repository.ts';

const rendered = renderSite();
if (rendered.problems.length > 0) {
  process.stderr.write(`${rendered.problems.map(({ message }) => `error: ${message}`).join('\n')}\n`);
  process.exitCode = exitCodes.badInput;
} else {
  const count = await writeSite(rendered, join(root, '.site'));
  console.log(`${count} pages are written to .site: open .site/index.html`);
}
