import { membersOfClasses } from '../data/classes.ts';
import type { ClassMembers } from '../data/classes.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { placeOf } from '../data/datasetOf.ts';
import { mapStream } from '../data/mapStream.ts';
import { requireSomeWeight, withSampleWeights } from '../data/sampleWeights.ts';
import { ConfigError, DataError, nearestName } from '../errors.ts';
import { ignoredClasses } from '../model/ignoredClasses.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { ClassWeightsOption } from './classWeightsOption.ts';

/** What class weights do to the samples of a run. */
export interface ClassWeighting {
  /** Multiplies the weights of samples by those of their classes. Throws a DataError for a sample whose class has no weight. */
  readonly weigh: (dataset: Dataset) => Dataset;
  /** The run's data with what is trained on weighed. */
  readonly data: DataParts | undefined;
}

const where = 'training.classWeights';
const purpose = 'a class weight';

/**
 * What class weights do to samples. The classes are those of the training data's first target: class indices, 0 and 1, −1 and 1, or one-hot rows. The class index that the
 * loss ignores is none of them: its samples keep their weights.
 *
 * Throws a ConfigError for a weight of a class that the training data lack or the loss ignores, for a class without a weight, and for one with a weight by its name and another by its index; a
 * DataError where the targets are no classes, and where all weights are 0.
 */
export function classWeighting(option: ClassWeightsOption, data: DataParts | undefined, objective: Objective): ClassWeighting {
  const { losses } = objective;
  if (losses.length > 1) throw new ConfigError('class weights need one loss', { where, got: `${losses.length} losses`, next: 'give weights of samples instead' });
  const ignored = ignoredClasses(objective);
  const classes = data === undefined || data.stream !== undefined ? undefined : membersOfClasses(data.train, purpose, ignored[0]);
  const names = data?.train.targets[0]?.categories ?? [];
  if (option !== 'balanced') requireNoWeight(option, names, ignored[0]);
  const weights = option === 'balanced' ? balancedWeights(classes) : givenWeights(option, names, classes);
  const weigh = (dataset: Dataset) => weighed(dataset, weights, ignored[0]);
  return { weigh, data: data && weighedForTraining(data, weigh, ignored) };
}

function requireNoWeight(given: Readonly<Record<string, number>>, names: readonly string[], ignored: number | undefined): void {
  const key = Object.keys(given).find(own => ignored !== undefined && own === (names.includes(own) ? names[ignored] : String(ignored)));
  if (key !== undefined) throw new ConfigError(`the loss ignores class ${key}, which can have no weight`, { where: `${where}.${key}`, got: `${given[key] ?? ''}`, next: 'leave it out' });
}

function weighedForTraining(data: DataParts, weigh: ClassWeighting['weigh'], ignored: readonly (number | undefined)[]): DataParts {
  const train = weigh(data.train);
  if (data.stream === undefined) requireSomeWeight(train, ignored, 'train');
  return { ...data, train, ...(data.stream && { stream: mapStream(data.stream, weigh) }) };
}

/** The weight of a class; undefined for one that has none. */
type WeightOf = (own: Pick<ClassMembers, 'index' | 'label'>) => number | undefined;

function balancedWeights(classes: readonly ClassMembers[] | undefined): WeightOf {
  if (classes === undefined) throw new ConfigError('balanced class weights need training data whose classes can be counted', { where, got: 'balanced', next: 'give a weight for each class: { 0: 1, 1: 5 }' });
  const count = classes.reduce((sum, { samples }) => sum + samples.length, 0);
  const weights = new Map(classes.map(({ index, samples }) => [index, count / (classes.length * samples.length)]));
  return ({ index }) => weights.get(index);
}

/** A key is the name of a class where one is called so, else its index. */
function givenWeights(given: Readonly<Record<string, number>>, names: readonly string[], classes: readonly ClassMembers[] | undefined): WeightOf {
  const weights = new Map(Object.entries(given));
  const byIndex = (index: number) => (names.includes(String(index)) ? undefined : weights.get(String(index)));
  const twice = names.findIndex((name, index) => weights.has(name) && byIndex(index) !== undefined);
  if (twice >= 0) {
    const [name, weight] = [names[twice] ?? '', byIndex(twice) ?? 0];
    throw new ConfigError(`class ${name} has two weights`, { where: `${where}.${name}`, got: `${weights.get(name) ?? ''} by its name, ${weight} by its index ${twice}`, expected: 'one weight a class' });
  }
  const weightOf: WeightOf = ({ index, label }) => weights.get(label) ?? byIndex(index);
  if (classes !== undefined) requireSameClasses([...weights.keys()], classes, weightOf);
  return weightOf;
}

function requireSameClasses(given: readonly string[], classes: readonly ClassMembers[], weightOf: WeightOf): void {
  const labels = classes.map(({ label }) => label);
  const unknown = given.find(key => !classes.some(({ index, label }) => key === label || key === String(index)));
  if (unknown !== undefined) {
    throw new ConfigError(`the training data have no class ${unknown}`, { where: `${where}.${unknown}`, got: unknown, expected: `classes ${labels.join(', ')}`, nearest: nearestName(unknown, labels) });
  }
  const missing = classes.find(own => weightOf(own) === undefined);
  if (missing !== undefined) throw new ConfigError(`class ${missing.label} has no weight`, { where, got: `weights for ${given.join(', ') || 'no class'}`, expected: `a weight for each class of the training data: ${labels.join(', ')}` });
}

function weighed(dataset: Dataset, weightOf: WeightOf, ignored: number | undefined): Dataset {
  const values = Float64Array.from({ length: dataset.count }, (_, sample) => dataset.weights?.values[sample] ?? 1);
  for (const own of membersOfClasses(dataset, purpose, ignored)) {
    const weight = weightOf(own);
    if (weight === undefined) throw withoutWeight(dataset, own);
    for (const sample of own.samples) values[sample] = weight * (values[sample] ?? 1);
  }
  return withSampleWeights(dataset, values, dataset.weights?.source ?? where);
}

function withoutWeight({ targets: [column] }: Dataset, { label, samples: [sample = 0] }: ClassMembers): DataError {
  return new DataError(`class ${label} has no weight`, { where: column && placeOf(column, sample), got: label, expected: `a class that ${where} names or the training data have` });
}
