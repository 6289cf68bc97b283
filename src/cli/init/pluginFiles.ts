import { readFileSync } from 'node:fs';
import type { Kind } from '../../components/kinds.ts';
import { packageVersion } from '../packageVersion.ts';
import { schemaLine } from './schemaLine.ts';
import type { ProjectFiles } from './writeProject.ts';

export type PluginKind = Exclude<Kind, 'projection' | 'backend'> | 'command';

/** The files of a plugin's package, and the name of what it contributes. */
export interface PluginPackage {
  readonly component: string;
  readonly files: ProjectFiles;
}

/** The package of a plugin that contributes one thing: the templates with its names put in. */
export function pluginFiles(name: string, kind: PluginKind): PluginPackage {
  const component = name.replaceAll(/-[a-z\d]/gu, letter => letter.slice(1).toUpperCase());
  const template = (path: string) => readTemplate(path).replaceAll('newPart', component).replaceAll('new-part', name);
  return {
    component,
    files: {
      [`src/${component}.ts`]: template(`${kind}/newPart.ts`),
      [`test/${component}.test.ts`]: template(`${kind}/newPart.test.ts`),
      [`${name}.yaml`]: exampleConfig(name, component, kind, template(`${kind}/example.yaml`)),
      'package.json': packageText(name, component),
      'tsconfig.json': template('common/tsconfig.json'),
      'tsconfig.build.json': template('common/tsconfig.build.json'),
      '.gitignore': 'node_modules/\ndist/\nruns/\n',
      'README.md': readme(name, component, kind),
    },
  };
}

/** The templates lie beside the folders of sources and of compiled modules, so that one relative path leads to them from both. */
function readTemplate(path: string): string {
  return readFileSync(new URL(`../../../templates/plugin/${path}`, import.meta.url), 'utf8');
}

/** The config loads the source itself; the command of a plugin is loaded by `--plugin`. */
function exampleConfig(name: string, component: string, kind: PluginKind, rest: string): string {
  const plugins = kind === 'command' ? '' : `plugins: [./src/${component}.ts] # where it is installed as a package: [${name}]\n`;
  return `${schemaLine}\nname: ${name}\n${plugins}${rest}training: { epochs: 30, batchSize: 16 }\nseed: 1\n`;
}

function packageText(name: string, component: string): string {
  const range = `^${packageVersion()}`;
  const content = {
    name, version: '0.1.0', type: 'module',
    // Declarations would have to name the zod inside of chainrule; the source has the types as well.
    exports: { '.': { types: `./src/${component}.ts`, default: `./dist/${component}.js` } },
    files: ['dist', 'src'],
    scripts: { test: 'vitest run', typecheck: 'tsc', build: 'tsc --project tsconfig.build.json', prepack: 'npm run build' },
    keywords: ['chainrule', 'chainrule-plugin'],
    peerDependencies: { chainrule: range },
    devDependencies: { '@types/node': '^20.19.0', chainrule: range, typescript: '^5.9.0', vitest: '^4.1.0' },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function readme(name: string, component: string, kind: PluginKind): string {
  const use = kind === 'command' ? `npx chainrule --plugin ./src/${component}.ts ${name} ${name}.yaml` : `npx chainrule train ${name}.yaml`;
  return `# ${name}

A plugin for chainrule. \`src/${component}.ts\` holds what it contributes, \`test/${component}.test.ts\` what it is held to.

\`\`\`sh
npm install
npm test
npm run typecheck
${use}
\`\`\`

Where the package is installed, a config names it under \`plugins: [${name}]\`.
`;
}
