import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportError } from '../../src/cli/reportError.ts';
import { ConfigError } from '../../src/errors.ts';

async function reported(error: unknown): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    lines.push(String(text));
    return true;
  });
  return { code: await reportError(error), text: lines.join('') };
}

describe('reportError', () => {
  afterEach(() => vi.restoreAllMocks());

  it('tells bad input plainly, whatever its cause', async () => {
    const { code, text } = await reported(new ConfigError('out of range', { where: 'seed', got: '-1' }, { cause: new TypeError('mine') }));
    expect({ code, text }).toEqual({ code: 2, text: 'error: seed: out of range\n  got: -1\n' });
  });

  it('tells a bug with its stack and those of its causes', async () => {
    const { code, text } = await reported(new Error('mine; the weights from before it are in the run', { cause: new TypeError('mine') }));
    expect(code).toBe(1);
    expect(text).toMatch(/^bug: .*\nError: mine; the weights from before it are in the run\n\s+at [^]*\ncaused by TypeError: mine\n\s+at .*reportError\.test/u);
    expect((await reported('no error')).text).toMatch(/\nno error\n$/u);
  });
});
