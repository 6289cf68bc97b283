import type { AnyBuilder } from '../components/definition.ts';
import { arrays } from './arrays.ts';
import { csv } from './csv.ts';
import { idx } from './idx.ts';
import { mnist } from './mnist.ts';

export { arrays, csv, idx, mnist };

/** The data sources of the framework. */
export const dataSources: readonly AnyBuilder<'dataSource'>[] = [arrays, csv, idx, mnist];
