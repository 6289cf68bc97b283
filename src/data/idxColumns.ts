import { DataError } from '../errors.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Column, Dataset, LoadContext } from './dataset.ts';
import { datasetOf } from './datasetOf.ts';
import { decodeIdx } from './idxFile.ts';
import type { IdxTensor } from './idxFile.ts';
import { readBytes } from './readBytes.ts';

/** How images become samples. */
export interface ImageLayout {
  readonly scale: number;
  /** [784] in place of [28, 28, 1]. */
  readonly flatten: boolean;
}

/** An image file and the file of its labels. */
export interface IdxPair {
  readonly images: string;
  readonly labels: string;
}

/** Reads images and their labels, the class indices. Throws a DataError where a file is damaged, mislabelled or of another length than its pair. */
export async function readIdxPair(pair: IdxPair, layout: ImageLayout, context: LoadContext): Promise<Dataset> {
  const images = await readImages(pair.images, layout, context);
  return datasetOf([images], [await readLabels(pair.labels, context)]);
}

/** Reads images alone. */
export async function readIdxImages(file: string, layout: ImageLayout, context: LoadContext): Promise<Dataset> {
  return datasetOf([await readImages(file, layout, context)], []);
}

async function readImages(path: string, { scale, flatten }: ImageLayout, context: LoadContext): Promise<Column> {
  const file = await readBytes(path, context);
  const tensor = decodeIdx(file);
  if (tensor.shape.length < 2) throw mislabelled(file.source, 'labels stand where images were expected', tensor, 'two axes or more: samples, rows, columns');
  const shape = imageShape(tensor.shape);
  return { name: 'input', shape: flatten ? [sizeOf(shape)] : shape, dtype: 'float', values: tensor.values, scale, source: file.source };
}

async function readLabels(path: string, context: LoadContext): Promise<Column> {
  const file = await readBytes(path, context);
  const tensor = decodeIdx(file);
  if (tensor.shape.length !== 1) throw mislabelled(file.source, 'images stand where labels were expected', tensor, 'one axis: a class index a sample');
  if (tensor.type === 'float' || tensor.type === 'double') throw mislabelled(file.source, 'labels must be whole numbers', tensor, 'a type of whole numbers');
  return { name: 'target', shape: [], dtype: 'int32', values: Int32Array.from(tensor.values), source: file.source };
}

/** [rows, columns] of grey images get an axis of one channel; what has channels already, or is one row, stays. */
function imageShape([, ...sample]: Shape): Shape {
  return sample.length === 2 ? [...sample, 1] : sample;
}

function mislabelled(source: string, problem: string, { shape, type }: IdxTensor, expected: string): DataError {
  return new DataError(problem, {
    where: source,
    got: `${shape.length === 1 ? 'one axis' : `${shape.length} axes`}, ${formatShape(shape)} ${type}s`,
    expected,
    next: 'see whether the paths of images and labels are exchanged',
  });
}
