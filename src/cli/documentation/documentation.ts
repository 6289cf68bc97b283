import { fileURLToPath } from 'node:url';
import { relative, sep } from 'node:path';
import type { Kind } from '../../components/kinds.ts';
import type { Descriptions, Owner } from '../../config/jsonSchema/descriptions.ts';
import type { Contribution } from '../../plugins/contribution.ts';
import { docstringOf } from './docstring.ts';
import type { Docstring } from './docstring.ts';
import { nearby } from './nearby.ts';
import { optionComment } from './optionComments.ts';

/** The package ships its sources, whose comments are the documentation: of the sources themselves, and of what was compiled from them. */
const sources = fileURLToPath(new URL('../../../src/', import.meta.url));

const lists: Readonly<Record<Kind, string>> = {
  layer: 'layers/index.ts', loss: 'losses/index.ts', optimizer: 'optimizers/index.ts', regularizer: 'regularizers/index.ts', projection: 'projections/index.ts',
  initializer: 'initializers/index.ts', schedule: 'schedules/index.ts', metric: 'metrics/index.ts', dataSource: 'data/index.ts', observer: 'training/observers/index.ts', backend: 'backends/index.ts',
};

const shared: Readonly<Record<Exclude<Owner, Contribution>, readonly string[]>> = {
  layer: ['plugins/layerOptions.ts'],
  metric: ['plugins/metricOptions.ts'],
  dataSource: ['config/dataSchema.ts'],
  loss: ['config/lossSchema.ts'],
  run: ['config/schema.ts', 'config/trainingSchema.ts', 'training/trainingOptions.ts'],
};

/** The files in which plugins lie, by the names that contributions have them under. */
export type PluginFiles = ReadonlyMap<string, string>;

/** A component's documentation and the file that it is from. */
export interface Documentation extends Docstring {
  /** Of the framework's own relative to its repository. */
  readonly file: string;
}

/** The documentation of a component; undefined where its file is not to be found, or says nothing of it. */
export function documentationOf(contribution: Contribution, plugins: PluginFiles): Documentation | undefined {
  const found = definingFile(contribution, plugins);
  if (found === undefined) return undefined;
  const inside = relative(sources, found.path);
  return { ...docstringOf(found.comment), file: inside.startsWith('..') ? found.path : `src/${inside.split(sep).join('/')}` };
}

/** The comments above options, in the files of components. */
export function commentDescriptions(plugins: PluginFiles): Descriptions {
  return owner => {
    const files = filesOf(owner, plugins);
    return key => optionComment(files, key);
  };
}

function filesOf(owner: Owner, plugins: PluginFiles): readonly string[] {
  if (typeof owner === 'string') return shared[owner].map(file => `${sources}${file}`);
  const found = definingFile(owner, plugins);
  return found === undefined ? [] : [found.path];
}

function definingFile({ plugin, definition: { kind, name } }: Contribution, plugins: PluginFiles): { readonly path: string; readonly comment: string } | undefined {
  const start = plugins.get(plugin) ?? `${sources}${lists[kind]}`;
  for (const { components, path } of nearby([start], 4)) {
    const comment = components.get(`${kind}/${name}`);
    if (comment !== undefined) return { path, comment };
  }
  return undefined;
}
