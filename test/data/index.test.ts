import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataSources } from '../../src/data/index.ts';
import { componentSchemas } from './createSource.ts';

describe('data sources', () => {
  it('are contributed under their names', () => {
    const names = ['arrays', 'csv', 'jsonLines', 'idx', 'mnist', 'stream', 'digits', 'iris', 'wine', 'breastCancer', 'xor', 'twoMoons', 'circles', 'spirals', 'blobs', 'linear', 'bumpy'];
    expect(dataSources.map(({ definition }) => [definition.kind, definition.name])).toEqual(names.map(name => ['dataSource', name]));
  });

  it.each(dataSources.map(({ definition }) => [definition.name, definition] as const))('%s describes its options as JSON Schema', (_, definition) => {
    const schema = z.toJSONSchema(definition.options(componentSchemas), { io: 'input', unrepresentable: 'any' });
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  });
});
