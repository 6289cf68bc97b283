import { packageVersion } from '../packageVersion.ts';
import type { ProjectFiles } from './writeProject.ts';

/** The files of every project but its config. */
export const commonFiles = ['package.json', '.gitignore', 'README.md'] as const;

/** What stands around a config: a package, and a page that says what to do. */
export function projectFiles(name: string, config: string, about: string): ProjectFiles {
  return { [`${name}.yaml`]: config, 'package.json': packageText(name), '.gitignore': 'node_modules/\nruns/\n', 'README.md': readme(name, about) };
}

function packageText(name: string): string {
  const scripts = { train: `chainrule train ${name}.yaml`, evaluate: `chainrule evaluate runs/${name}-1`, verify: `chainrule verify ${name}.yaml` };
  const content = { name: name.toLowerCase(), private: true, type: 'module', scripts, dependencies: { chainrule: `^${packageVersion()}` } };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function readme(name: string, about: string): string {
  return `# ${name}

${about}

\`\`\`sh
npm install
npm run train                                  # into runs/${name}-1, runs/${name}-2, …
npm run evaluate                               # loss and metrics of the first run on the test part
npm run verify                                 # are the gradients right?
npx chainrule train ${name}.yaml --set training.epochs=50 --set optimizer.learningRate=0.001
npx chainrule inspect ${name}.yaml    # layers, shapes, parameters
\`\`\`
`;
}
