import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRun } from 'chainrule';
import { afterAll, describe, expect, it } from 'vitest';
import { bikeSharing } from '../../examples/lectures/bike-sharing/lecture.ts';
import { openConfig } from '../../examples/lectures/openConfig.ts';

const lecture = new URL('../../examples/lectures/bike-sharing/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'chainrule-bikes-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the bike sharing example', () => {
  it('predicts the rides, with one seed of the five and half the epochs', async () => {
    const { findings, figures } = await bikeSharing({ backend: 'typescript', training: { epochs: 30, batchSize: 32 } }, [1]);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
    expect(findings.map(({ notes }) => notes)).toEqual(['56', '< 0.09', '< 0.18']);
    expect(Object.keys(figures)).toEqual(['test-days', 'learning-curve']);
  });

  it('is split by whole days, and standardises rides, temperature, humidity and wind alone', async () => {
    await using run = await openConfig(new URL('lecture.ts', lecture).href, 'hour.yaml', { backend: 'typescript' });
    const { train, validation, test } = run.parts.data ?? {};
    expect([train?.count, validation?.count, test?.count]).toEqual([15475, 1402, 502]);
    const table = readFileSync(new URL('data/hour.csv', lecture), 'utf8').split('\r\n');
    const first = (part: typeof train) => table[(part?.inputs[0]?.lines?.[0] ?? 0) - 1]?.split(',').slice(1, 6);
    expect([first(validation), first(test)]).toEqual([['2012-10-12', '4', '1', '10', '0'], ['2012-12-11', '4', '1', '12', '0']]);
    const { input, target } = run.parts.layout.standardisation;
    const fields = train?.inputs[0]?.fields ?? [];
    expect(fields.filter((_, element) => input?.deviation[element] !== 1)).toEqual(['temp', 'hum', 'windspeed']);
    expect([...new Set(fields)]).toEqual(['season', 'yr', 'mnth', 'hr', 'holiday', 'weekday', 'weathersit', 'temp', 'hum', 'windspeed']);
    expect(target?.deviation[0]).toBeGreaterThan(100);
  });

  it('has the data as they were published', () => {
    const sum = createHash('sha256').update(readFileSync(new URL('data/hour.csv', lecture))).digest('hex');
    expect(readFileSync(new URL('data/SOURCE.md', lecture), 'utf8')).toContain(sum);
  });

  it('says of missing data which file, from where, under which licence', async () => {
    copyFileSync(fileURLToPath(new URL('hour.yaml', lecture)), join(folder, 'hour.yaml'));
    const error: unknown = await openRun(join(folder, 'hour.yaml')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'DataError', message: expect.stringMatching(/data\/hour\.csv: there is no such file[^]*next: get it from https:\/\/archive\.ics\.uci\.edu\/dataset\/275\/bike\+sharing\+dataset, under the licence CC BY 4\.0/u) });
  });
});
