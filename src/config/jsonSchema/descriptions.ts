import type { Contribution } from '../../plugins/contribution.ts';
import type { Describe } from './described.ts';

/** What has options: a component, the options that all components of a kind have, a loss with its weight, or the run itself. */
export type Owner = Contribution | 'layer' | 'metric' | 'dataSource' | 'loss' | 'run';

/** Where the documentation of options comes from. */
export type Descriptions = (owner: Owner) => Describe;

/** No documentation but what schemas say of themselves. */
export const noDescriptions: Descriptions = () => () => undefined;
