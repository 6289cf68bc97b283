import type { AnyBuilder } from '../components/definition.ts';
import { arrays } from './arrays.ts';
import { breastCancer } from './builtIn/breastCancer.ts';
import { digits } from './builtIn/digits.ts';
import { iris } from './builtIn/iris.ts';
import { wine } from './builtIn/wine.ts';
import { csv } from './csv.ts';
import { blobs } from './generated/blobs.ts';
import { bumpy } from './generated/bumpy.ts';
import { circles } from './generated/circles.ts';
import { linearData } from './generated/linearData.ts';
import { spirals } from './generated/spirals.ts';
import { twoMoons } from './generated/twoMoons.ts';
import { xor } from './generated/xor.ts';
import { idx } from './idx.ts';
import { jsonLinesData } from './jsonLinesData.ts';
import { mnist } from './mnist.ts';
import { stream } from './stream.ts';

export { arrays, blobs, breastCancer, bumpy, circles, csv, digits, idx, iris, jsonLinesData, linearData, mnist, spirals, stream, twoMoons, wine, xor };

export type { SampleInput, SampleInputs, StreamBatch, StreamItem, StreamSample } from './streamItem.ts';
export type { StreamFunction, StreamStart } from './streamReader.ts';

/** The data sources of the framework. */
export const dataSources: readonly AnyBuilder<'dataSource'>[] = [
  arrays, csv, jsonLinesData, idx, mnist, stream,
  digits, iris, wine, breastCancer,
  xor, twoMoons, circles, spirals, blobs, linearData, bumpy,
];
