import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineProjection } from '../../src/components/definition.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import { nonNegative } from '../../src/projections/index.ts';
import type { Projection } from '../../src/projections/projection.ts';
import { runChecks } from '../../src/testing/check.ts';
import { projectionContract } from '../../src/testing/projectionContract.ts';

const wrong = (name: string, project: Projection['project']) => defineProjection({ name, summary: 'wrong on purpose', options: () => z.strictObject({}), create: () => ({ project }) });

const plugins = [definePlugin({ name: 'wrong', contributes: { projections: [
  wrong('halves', w => w.mul(0.5)),
  wrong('sums', w => w.sum(0)),
  wrong('forgets', w => w.greater(0).select(1, 0)),
] } })];

describe('the suite finds', () => {
  it.each<[string, Parameters<typeof projectionContract>[0], RegExp]>([
    ['what changes when it is projected again', { projection: 'halves', plugins }, /stays as it is: halves of \[3, 2\], projected again: element \d/u],
    ['another shape', { projection: 'sums', plugins }, /keeps the shape: w: the projection of w gives another shape\n {2}got: \[2\]\n {2}expected: \[3, 2\]/u],
    ['a NaN that is lost', { projection: 'forgets', plugins }, /a NaN is projected to 0/u],
    ['values that break the constraint', { projection: nonNegative(), holds: values => values.every(value => value > 0) }, /the values after step 0 break the constraint/u],
    ['values that are not those of the reference', { projection: nonNegative(), reference: values => values }, /after step 0 against the reference: element \d/u],
  ])('%s', async (_, options, message) => {
    await expect(runChecks(projectionContract(options))).rejects.toThrow(message);
  });

  it('nothing wrong with a projection on its own', async () => {
    expect((await runChecks(projectionContract({ projection: nonNegative() }))).passed).toBe(3);
  });
});
