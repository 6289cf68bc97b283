import * as z from 'zod/mini';
import { membersOfClasses } from '../data/classes.ts';
import type { ClassMembers } from '../data/classes.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { placeOf } from '../data/datasetOf.ts';
import { mapStream } from '../data/mapStream.ts';
import { requireSomeWeight, withSampleWeights } from '../data/sampleWeights.ts';
import { ConfigError, DataError, nearestName } from '../errors.ts';
import type { Objective } from '../model/recordTraining.ts';

/** A weight for each class, by its index or its name; or `balanced`: samples / (classes · samples of the class), so that all classes count alike. */
export const classWeightsSchema = z.union([z.literal('balanced'), z.record(z.string(), z.number().check(z.gte(0)))]);

export type ClassWeightsOption = z.output<typeof classWeightsSchema>;

/** Multiplies the weights of samples by those of their classes. Throws a DataError for a sample whose class has no weight. */
export type ClassWeighting = (dataset: Dataset) => Dataset;

const where = 'training.classWeights';
const purpose = 'a class weight';

/**
 * What class weights do to samples: nothing where there are none. The classes are those of the training data's first target: class indices, 0 and 1, or one-hot rows.
 *
 * Throws a ConfigError for a weight of a class that the training data lack, and for a class without a weight; a DataError where the targets are no classes.
 */
export function classWeighting(option: ClassWeightsOption | undefined, data: DataParts | undefined, { losses }: Pick<Objective, 'losses'>): ClassWeighting {
  if (option === undefined) return dataset => dataset;
  if (losses.length > 1) throw new ConfigError('class weights need one loss', { where, got: `${losses.length} losses`, next: 'give weights of samples instead' });
  const train = data?.stream === undefined ? data?.train : undefined;
  const weights = option === 'balanced' ? balancedWeights(train) : givenWeights(option, train);
  return dataset => weighed(dataset, weights);
}

/** The data with what is trained on weighed. */
export function weighedForTraining(data: DataParts, weigh: ClassWeighting): DataParts {
  const train = weigh(data.train);
  if (data.stream === undefined) requireSomeWeight(train);
  return { ...data, train, ...(data.stream && { stream: mapStream(data.stream, weigh) }) };
}

/** The weight of a class; undefined for one that has none. */
type WeightOf = (own: Pick<ClassMembers, 'index' | 'label'>) => number | undefined;

function balancedWeights(train: Dataset | undefined): WeightOf {
  if (train === undefined) throw new ConfigError('balanced class weights need training data whose classes can be counted', { where, got: 'balanced', next: 'give a weight for each class: { 0: 1, 1: 5 }' });
  const classes = membersOfClasses(train, purpose);
  const weights = new Map(classes.map(({ index, samples }) => [index, train.count / (classes.length * samples.length)]));
  return ({ index }) => weights.get(index);
}

function givenWeights(given: Readonly<Record<string, number>>, train: Dataset | undefined): WeightOf {
  const weightOf: WeightOf = ({ index, label }) => given[label] ?? given[index];
  if (train !== undefined) requireSameClasses(Object.keys(given), membersOfClasses(train, purpose), weightOf);
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

function weighed(dataset: Dataset, weightOf: WeightOf): Dataset {
  const values = new Float64Array(dataset.count);
  for (const own of membersOfClasses(dataset, purpose)) {
    const weight = weightOf(own);
    if (weight === undefined) throw withoutWeight(dataset, own);
    for (const sample of own.samples) values[sample] = weight * (dataset.weights?.values[sample] ?? 1);
  }
  return withSampleWeights(dataset, values, dataset.weights?.source ?? where);
}

function withoutWeight({ targets: [column] }: Dataset, { label, samples: [sample = 0] }: ClassMembers): DataError {
  return new DataError(`class ${label} has no weight`, { where: column && placeOf(column, sample), got: label, expected: `a class that ${where} names or the training data have` });
}
