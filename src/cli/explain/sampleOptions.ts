import { referred } from '../../config/jsonSchema/jsonSchema.ts';
import type { JsonSchema } from '../../config/jsonSchema/jsonSchema.ts';
import type { Contribution } from '../../plugins/contribution.ts';

type Options = Readonly<Record<string, unknown>>;

/** Options of components whose schema does not tell what fits together. */
const fitting: Readonly<Record<string, Options>> = {
  'layer/permute': { dims: [2, 1] },
  'initializer/givenValues': { values: [[1, 0], [0, 1]] },
  'schedule/piecewiseConstant': { boundaries: [1000], values: [0.1, 0.01] },
  'schedule/oneCycle': { peakValue: 0.1, totalSteps: 1000 },
  'optimizer/parameterGroups': { groups: [{ match: 'dense/*', frozen: true }], rest: 'adam' },
  'optimizer/chain': { transforms: [{ use: 'clipByValue', limit: 1 }, { use: 'scaleByRate', learningRate: 0.1 }] },
  'dataSource/arrays': { inputs: [[0, 1], [1, 0]], targets: [1, 0] },
  'dataSource/csv': { file: 'flowers.csv', target: 'species' },
};

/** Numbers and texts that say what an option is for. */
const usual: Options = { units: 8, vocabularySize: 1000, targetShape: [4, 4], file: 'flats.jsonl', images: 'images.idx', labels: 'labels.idx', boundaries: [1000, 2000], batches: 4, initialValue: 0.1, decayRate: 0.5 };

/** Options with which a component can be made: those that must be given, as its definition's examples have them or else by their schema; undefined where one is given in code alone. */
export function sampleOptions({ definition: { kind, name, examples = [] } }: Contribution, schema: JsonSchema): Options | undefined {
  const written = examples.map(({ options }) => options).find(options => options !== undefined && isData(options));
  return fitting[`${kind}/${name}`] ?? written ?? objectOf(schema);
}

function isData(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return !ArrayBuffer.isView(value) && Object.values(value).every(isData);
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function objectOf({ properties = {}, required = [] }: JsonSchema): Options | undefined {
  const entries = required.map(key => [key, usual[key] ?? sampleOf(properties[key] ?? {})] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}

const components: Options = { layer: { use: 'dense', units: 8 }, optimizer: 'adam', loss: 'meanSquaredError', regularizer: 'l2', projection: 'nonNegative', initializer: 'heUniform', schedule: 0.1, metric: 'accuracy' };

function sampleOf(schema: JsonSchema): unknown {
  const { anyOf: [first] = [], enum: choices, items, type } = schema;
  const kind = referred(schema);
  if (kind !== undefined) return components[kind];
  if (first !== undefined) return sampleOf(first);
  if (choices !== undefined) return choices[0];
  if (items !== undefined) return listOf(sampleOf(items));
  return type === 'object' ? objectOf(schema) : scalarOf(schema);
}

function listOf(item: unknown): readonly unknown[] | undefined {
  return item === undefined ? undefined : [item];
}

function scalarOf({ const: only, type, minimum = 0 }: JsonSchema): unknown {
  if (only !== undefined) return only;
  if (type === 'integer') return Math.max(minimum, 1000);
  if (type === 'number') return Math.max(minimum, 0.5);
  return type === 'boolean' ? true : type === 'string' ? 'name' : undefined;
}
