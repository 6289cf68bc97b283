import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { arrayColumn } from '../arrayColumn.ts';
import { generatedOptions, generatedSource, noiseOption } from './generatedSource.ts';

/**
 * A bumpy function of one variable, to regress on.
 *
 *     t = sin 2x + ½·sin 5x + noise·ε        x ~ U(−3, 3), ε ~ N(0, 1)
 *
 * Shapes: input [1]; target [1].
 */
export const bumpy = defineDataSource({
  name: 'bumpy',
  summary: 'a bumpy function of one variable with noise: a regression',
  options: () => z.strictObject({ ...generatedOptions(200), noise: withDefault(noiseOption, 0.05) }),
  create: ({ noise, ...options }) => generatedSource(options, () => ({
    name: 'bumpy',
    draw(random) {
      const x = 6 * random.uniform() - 3;
      return { inputs: [x], target: Math.sin(2 * x) + Math.sin(5 * x) / 2 + noise * random.normal() };
    },
    targets: values => arrayColumn('target', 'bumpy', values.map(value => [value])),
  })),
});
