import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/errors.ts';

describe('nearestName', () => {
  it.each([
    ['tanhh', ['sigmoid', 'tanh'], 'tanh'], ['colum', ['as', 'column'], 'column'], ['acuracy', ['accuracy', 'auc'], 'accuracy'], ['rod', ['blue', 'red'], 'red'], ['ID', ['id', 'name'], 'id'],
    ['lossy', ['classes', 'loss'], 'loss'], ['sdg', ['sgd', 'adam'], 'sgd'], ['cat', ['categoricalHinge', 'car'], 'categoricalHinge'],
  ])('finds what %j was meant to be', (name, known, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it.each([['a', ['0', '1']], ['y', ['1', 'x']], ['ab', ['cd', 'x']], ['abc', ['a', 'xyc']], ['anything', []]])('suggests nothing for %j, of which more than half would differ', (name, known) => {
    expect(nearestName(name, known)).toBeUndefined();
  });
});
