import type { Kind } from '../../components/kinds.ts';
import type { JsonSchema } from '../../config/jsonSchema/jsonSchema.ts';
import type { Contribution } from '../../plugins/contribution.ts';
import { sampleOptions } from './sampleOptions.ts';

/** How a component of each kind stands in a config. */
const places: Readonly<Record<Kind, (written: string) => string>> = {
  layer: written => `model:\n  - ${written}`,
  loss: written => `loss: ${written}`,
  optimizer: written => `optimizer: ${written}`,
  regularizer: written => `model:\n  - { use: dense, units: 8, kernelRegularizer: ${written} }`,
  projection: written => `model:\n  - { use: dense, units: 8, kernelProjection: ${written} }`,
  initializer: written => `model:\n  - { use: dense, units: 8, kernelInitializer: ${written} }`,
  schedule: written => `optimizer: { use: sgd, learningRate: ${written} }`,
  metric: written => `metrics:\n  - ${written}`,
  dataSource: written => `data: ${written}`,
  observer: written => `observers:\n  - ${written}`,
  backend: written => `backend: ${written}`,
};

/** A component in its place in a config, with the options that it needs; undefined for what only code can give. */
export function exampleOf(contribution: Contribution, schema: JsonSchema): string | undefined {
  const { kind, name } = contribution.definition;
  const options = sampleOptions(contribution, schema);
  return options && places[kind](Object.keys(options).length === 0 ? name : flow({ use: name, ...options }));
}

/** A value as YAML in one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`).join(', ')} }`;
  return typeof value === 'string' && !/^[A-Za-z][\w.-]*$/u.test(value) ? JSON.stringify(value) : String(value);
}
