import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { command, expectBadInput, workplace } from './helpers.ts';

const { path, write } = workplace();
const plugins = fileURLToPath(new URL('../../examples/plugins/', import.meta.url));

interface Printed {
  readonly $schema: string;
  readonly definitions: Readonly<Record<string, { readonly properties: Readonly<Record<string, { readonly description?: string }>> }>>;
}

describe('schema', () => {
  it('prints the schema that the package ships', async () => {
    const { code, out } = await command('schema');
    expect(code).toBe(0);
    expect(out === readFileSync(fileURLToPath(new URL('../../config.schema.json', import.meta.url)), 'utf8')).toBe(true);
    const { $schema, definitions } = JSON.parse(out) as Printed;
    expect($schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(definitions['layer.dense']?.properties['units']?.description).toBe('Units of the layer: the extent of its output’s last axis.');
  });

  it('knows the plugins of a config and of the command line, each once', async () => {
    const file = path('chainrule.schema.json');
    expect(await command('schema', `${plugins}checkerboard.yaml`, '--plugin', `${plugins}plugin.ts`, '--output', file)).toEqual({ code: 0, out: '', err: '' });
    const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as Printed;
    expect(Object.keys(definitions)).toEqual(expect.arrayContaining(['layer.gatedUnit', 'dataSource.checkerboard', 'layer.dense']));
  });

  it('tells what is wrong with a config, a plugin and the file to write', async () => {
    expectBadInput(await command('schema', path('none.yaml')), ['none.yaml', 'cannot be read']);
    expectBadInput(await command('schema', write('plugins.yaml', 'plugins: [./none.ts]\n')), ['plugins.yaml: plugins[0]', 'there is no such plugin']);
    expectBadInput(await command('schema', '--plugin', './none.ts'), ['--plugin']);
    expectBadInput(await command('schema', '--output', path('plugins.yaml', 'schema.json')), ['--output']);
  });
});
