import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { captureOf } from './mutations/capture.ts';
import { mutations } from './mutations/index.ts';

const backends = await testedBackends(['tfjs:cpu']);
const rows: (readonly string[])[] = [['mistake', 'component', 'caught by', 'named']];

describe('mistakes made on purpose', () => {
  afterAll(() => console.info(table(rows)));

  it('are 60 or more, each in a text that occurs once', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(60);
    const astray = mutations.filter(({ file, from }) => readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8').split(from).length !== 2);
    expect(astray.map(({ file, from }) => `${file}: ${from}`)).toEqual([]);
  });

  for (const mutation of mutations) {
    it(`${mutation.component}: ${mutation.kind}: ${mutation.to.split('\n')[0]}`, async () => {
      const capture = await captureOf(mutation, backends);
      if (capture === undefined) throw new Error(`it survives: no case of ${mutation.component} is caught by ${mutation.caughtBy}`);
      rows.push([mutation.kind, mutation.component, capture.caughtBy, capture.named]);
      expect([...new Set(capture.components)]).toEqual([mutation.component]);
      if (mutation.hint !== undefined) expect(capture.hints.filter(hint => mutation.hint?.test(hint) !== true), 'hints that are not the expected one').toEqual([]);
      if (mutation.hint !== undefined) expect(capture.hints).not.toEqual([]);
    });
  }
});

function table(lines: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  return lines.map(line => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
