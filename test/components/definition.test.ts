import { ConfigError, dense, l2 } from 'chainrule';
import { describe, expect, it } from 'vitest';

describe('a builder', () => {
  const build = dense as (options: unknown) => unknown;

  it.each([[2, '2'], [null, 'null'], ['ten', '"ten"'], [[1], '[1]'], [() => 1, 'a function'], [1n, '1']])('refuses %s where it takes options by name', (options, got) => {
    expect(() => build(options)).toThrow(ConfigError);
    expect(() => build(options)).toThrow(`dense: options that are not an object\n  got: ${got}\n  expected: an object of options by name\n  next: write dense({ … })`);
  });

  it('takes a bare argument where one option is meant by it', () => {
    expect(l2(0.5)).toEqual({ use: 'l2', lambda: 0.5 });
    expect(build({ units: 2 })).toEqual({ use: 'dense', units: 2 });
  });
});
