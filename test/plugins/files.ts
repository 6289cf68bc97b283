import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder with files of plugins, removed after the tests of the file. */
export interface PluginFolder {
  readonly folder: string;
  /** Writes a file, and the folders around it. Gives its path. */
  write(name: string, text: string): string;
}

export function pluginFolder(): PluginFolder {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-plugins-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    write(name, text) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
  };
}

/** The TypeScript file of a plugin with the layer `spiral`, y = factor · x. */
export function spiralFile(factor: number, name = 'spiral'): string {
  return `import { activation, defineLayer, definePlugin, z } from 'chainrule';
import type { Tensor } from 'chainrule';

const scaled = (x: Tensor): Tensor => x.mul(${factor});
const spiral = defineLayer({ name: 'spiral', summary: 'y = ${factor} x', options: () => z.strictObject({}), create: () => activation(x => ({ y: scaled(x), backward: dy => scaled(dy) })) });

export default definePlugin({ name: '${name}', contributes: { layers: [spiral] } });
`;
}
