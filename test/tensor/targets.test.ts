import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { classForm, requireClassForm } from '../../src/tensor/targets.ts';

const recorder = new GraphRecorder();
const tensor = (shape: readonly number[]) => recorder.input({ from: 'feed', name: 'x' }, { shape, dtype: 'float' });

describe('the form of a target', () => {
  it('is told by its shape, with or without the batch axis', () => {
    expect([classForm([5, 3], [5, 3]), classForm([5, 3], [5]), classForm([5, 3], [5, 1]), classForm([3], []), classForm([3], [1])]).toEqual(['row', 'index', 'index', 'index', 'index']);
    expect([classForm([5, 3], [3]), classForm([], [])]).toEqual([undefined, undefined]);
  });

  it.each([[[4, 1], [4, 1]], [[4, 1], [4]]])('of a single unit %j is none, for target %j', (prediction, target) => {
    expect(classForm(prediction, target)).toBeUndefined();
    expect(() => requireClassForm(tensor(prediction), tensor(target))).toThrow(ShapeError);
    expect(() => requireClassForm(tensor(prediction), tensor(target))).toThrow(/a single unit tells no classes apart\n.*\[4, 1\]\n.*\n.*for yes or no use a binary loss or metric/);
  });
});
