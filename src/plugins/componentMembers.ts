import type { ComponentTypes, Kind } from '../components/kinds.ts';
import type { ObservingSchedule } from '../schedules/schedule.ts';
import { aFunction, aList, aText } from './memberType.ts';
import type { MemberType } from './memberType.ts';

type KeyOf<T> = T extends unknown ? keyof T & string : never;
type Members<T> = Readonly<Partial<Record<KeyOf<T>, MemberType>>>;

const trueOrFalse: MemberType = { words: 'true or false', is: value => typeof value === 'boolean' };
const anObject: MemberType = { words: 'an object', is: value => typeof value === 'object' && value !== null && !Array.isArray(value) };

function oneOf(...values: readonly string[]): MemberType {
  return { words: values.map(value => JSON.stringify(value)).join(' or '), is: value => typeof value === 'string' && values.includes(value) };
}

/** The members that the interface of each kind asks for. */
export const neededMembers: { readonly [K in Kind]: Members<Awaited<ComponentTypes[K]>> } = {
  layer: { build: aFunction, forward: aFunction },
  loss: { batchReduction: oneOf('mean', 'sum'), forward: aFunction },
  optimizer: { update: aFunction },
  regularizer: {},
  projection: { project: aFunction },
  initializer: { values: aFunction },
  schedule: { at: aFunction },
  metric: { record: aFunction, result: aFunction },
  dataSource: { load: aFunction },
  observer: {},
  backend: { name: aText, precision: oneOf('float32', 'float64'), gaps: aFunction, open: aFunction },
};

/** The members beside `at` of a schedule that follows a figure. */
export const followingMembers: Members<ObservingSchedule> = { observe: aFunction, monitor: aText, state: aFunction, restore: aFunction };

/** The members that a component of each kind may have beside those. */
export const optionalMembers: { readonly [K in Kind]: Members<Awaited<ComponentTypes[K]>> } = {
  layer: { surrogate: trueOrFalse },
  loss: { fromLogits: trueOrFalse, exclusive: trueOrFalse, targetRange: aFunction },
  optimizer: { slots: aFunction, scalars: anObject, requireTraining: aFunction },
  regularizer: { penalty: aFunction, transform: aFunction },
  projection: {},
  initializer: { exact: trueOrFalse },
  schedule: { bounds: aList },
  metric: { better: oneOf('higher', 'lower'), targetRange: aFunction },
  dataSource: { loadInputs: aFunction },
  observer: { started: aFunction, stepped: aFunction, gradientsWatched: aFunction, epochEnded: aFunction, restartEnded: aFunction, finished: aFunction },
  backend: { about: aText, passedOver: aList, chooseFor: aFunction },
};
