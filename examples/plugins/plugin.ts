import { definePlugin } from 'chainrule';
import { cauchy } from './cauchy.ts';
import { signDescent } from './signDescent.ts';
import { smoothL1 } from './smoothL1.ts';
import { swish } from './swish.ts';

/** A layer, a loss, an optimizer and a regularizer of one's own. Name this file under `plugins` in a config, or pass the plugin to `createRun`. */
export default definePlugin({
  name: 'example',
  contributes: { layers: [swish], losses: [cauchy], optimizers: [signDescent], regularizers: [smoothL1] },
});
