import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { command, config, expectBadInput, start, workplace } from './helpers.ts';
import type { Ended } from './helpers.ts';

const { folder, path, write } = workplace();
const endless = write('endless.yaml', config.replace('epochs: 30', 'epochs: 1000000000'));

/** Starts a training and gives it a signal when it has ended two epochs. */
async function interrupted(name: string, signals: readonly NodeJS.Signals[]): Promise<Ended> {
  const { process: child, ended } = start(['train', endless, '--json', '--set', `name=${name}`], folder);
  let epochs = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    const before = epochs;
    epochs += chunk.toString().split('"event":"epoch"').length - 1;
    if (before < 2 && epochs >= 2) for (const signal of signals) child.kill(signal);
  });
  return ended;
}

describe('the process', () => {
  it('prints help with examples and exit codes, and its version', async () => {
    const [help, version] = await Promise.all([start(['--help'], folder).ended, start(['--version'], folder).ended]);
    expect({ code: help.code, err: help.err }).toEqual({ code: 0, err: '' });
    for (const part of ['Usage: chainrule', 'train', 'evaluate', 'predict', 'inspect', 'gradients', 'Examples:', 'Exit codes:', '130']) expect(help.out).toContain(part);
    expect(version).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  });

  it('ends a training cleanly on Ctrl-C, handed on twice, with what was learned saved', async () => {
    const { code, err, out } = await interrupted('stopped', ['SIGINT', 'SIGINT']);
    expect(code).toBe(130);
    expect(err).toContain('interrupted');
    expect(out.trimEnd().split('\n').at(-1)).toContain('"event":"end","reason":"interrupted"');
    const summary = JSON.parse(readFileSync(path('runs', 'stopped-1', 'summary.json'), 'utf8')) as { readonly reason: string; readonly steps: number };
    expect(summary.reason).toBe('interrupted');
    expect(summary.steps).toBeGreaterThan(3);
    const { code: evaluated, out: figures } = await command('evaluate', path('runs', 'stopped-1'));
    expect(evaluated).toBe(0);
    expect(figures).toMatch(/^loss \d/u);
  });

  it('ends a training cleanly on a termination signal', async () => {
    expect((await interrupted('terminated', ['SIGTERM'])).code).toBe(130);
    expect(existsSync(path('runs', 'terminated-1', 'model.safetensors'))).toBe(true);
  });

  it('goes on when nobody reads its output', async () => {
    const { process: child, ended } = start(['train', endless, '--json', '--set', 'training.epochs=300', '--set', 'name=unread'], folder);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended).toMatchObject({ code: 0, err: '' });
    expect(existsSync(path('runs', 'unread-1', 'model.safetensors'))).toBe(true);
  });

  it('exits with 2 and a plain error for bad input, a mistake in a plugin included', async () => {
    const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;
    writeFileSync(path('broken.mjs'), `import { z } from '${zod}';
const definition = { kind: 'observer', name: 'broken', summary: '', options: () => z.strictObject({}), create: () => ({ started() { undefined.oops(); } }) };
export default { name: 'broken', contributes: { observers: [{ definition }] } };
`);
    const mistake = start(['train', endless, '--set', 'plugins=[broken.mjs]', '--set', 'observers=[broken]', '--set', 'name=bug'], folder);
    const bad = start(['train', endless, '--set', 'observers=[broken]', '--set', 'name=bad'], folder);
    expectBadInput(await mistake.ended, ['the plugin broken (broken.mjs) fails in `started` of the observer broken', 'TypeError: ', 'broken.mjs:2']);
    expectBadInput(await bad.ended, ['"broken"', 'observer'], path('runs', 'bad-1'));
  });
});
