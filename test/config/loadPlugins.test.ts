import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPlugins } from '../../src/config/loadPlugins.ts';
import { PluginError } from '../../src/errors.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';

describe('loadPlugins', () => {
  it('loads files relative to a folder and passes plugins through', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plugins-'));
    await writeFile(join(folder, 'one.mjs'), 'export default { name: "one", contributes: {} };');
    const two = definePlugin({ name: 'two', contributes: {} });
    expect(await loadPlugins(['./one.mjs', two], folder)).toEqual([{ name: 'one', contributes: {} }, two]);
  });

  it.each([
    ['nothing.mjs', 'export const plugin = 1;', /holds no plugin/],
    ['odd.mjs', 'export default { name: 3, contributes: {} };', /holds no plugin/],
    ['broken.mjs', 'export default {', /cannot be loaded/],
    ['throwing.mjs', 'throw new Error("not today");', /not today/],
  ])('refuses %s', async (name, text, message) => {
    const folder = await mkdtemp(join(tmpdir(), 'plugins-'));
    await writeFile(join(folder, name), text);
    const loading = loadPlugins([name], folder);
    await expect(loading).rejects.toBeInstanceOf(PluginError);
    await expect(loading).rejects.toThrow(message);
  });

  it('tells of a file that is not there', async () => {
    await expect(loadPlugins(['missing.mjs'], tmpdir())).rejects.toBeInstanceOf(PluginError);
  });
});
