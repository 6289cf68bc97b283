import { definePlugin } from 'chainrule';
import { adagrad } from './adagrad.ts';
import { gaussianNoise } from './gaussianNoise.ts';
import { logCosh } from './logCosh.ts';
import { swish } from './swish.ts';

/** A layer, a loss, an optimizer and a regularizer of one's own. Name this file under `plugins` in a config, or pass the plugin to `createRun`. */
export default definePlugin({
  name: 'example',
  contributes: { layers: [swish], losses: [logCosh], optimizers: [adagrad], regularizers: [gaussianNoise] },
});
