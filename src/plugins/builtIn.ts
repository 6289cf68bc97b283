import { backends } from '../backends/index.ts';
import { dataSources } from '../data/index.ts';
import { initializers } from '../initializers/index.ts';
import { activations, layers } from '../layers/index.ts';
import { losses } from '../losses/index.ts';
import { metrics } from '../metrics/index.ts';
import { optimizers } from '../optimizers/index.ts';
import { projections } from '../projections/index.ts';
import { regularizers } from '../regularizers/index.ts';
import { schedules } from '../schedules/index.ts';
import { observers } from '../training/observers/index.ts';
import { definePlugin } from './definePlugin.ts';

/** The framework's own components, contributed as any plugin's are. */
export const builtIn = definePlugin({
  name: 'chainrule',
  contributes: { layers: [...layers, ...activations], losses, optimizers, regularizers, projections, initializers, schedules, metrics, dataSources, backends, observers },
});
