import { definePlugin } from 'chainrule';
import { cauchy } from './cauchy.ts';
import { checkerboard } from './checkerboard.ts';
import { gatedUnit } from './gatedUnit.ts';
import { groupLasso } from './groupLasso.ts';
import { lossChart } from './lossChart.ts';
import { nearZero } from './nearZero.ts';
import { noamDecay } from './noamDecay.ts';
import { signDescent } from './signDescent.ts';
import { smoothL1 } from './smoothL1.ts';
import { sparse } from './sparse.ts';
import { swish } from './swish.ts';
import { withinTolerance } from './withinTolerance.ts';

/** One component of each kind. Name this file under `plugins` in a config, after `--plugin` on the command line, or pass the plugin to `createRun`. */
export default definePlugin({
  name: 'example',
  contributes: {
    layers: [swish, gatedUnit],
    losses: [cauchy],
    optimizers: [signDescent],
    regularizers: [smoothL1, groupLasso],
    initializers: [sparse],
    schedules: [noamDecay],
    metrics: [withinTolerance],
    dataSources: [checkerboard],
    observers: [lossChart],
    commands: [nearZero],
  },
});
