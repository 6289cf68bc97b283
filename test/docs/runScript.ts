import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { vi } from 'vitest';

/** Runs a script of a page as a module of its own, and gives what it prints. */
export async function runScript(script: string): Promise<string> {
  const folder = await mkdtemp(fileURLToPath(new URL('../.readme-', import.meta.url)));
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const file = join(folder, 'script.ts');
    await writeFile(file, `${script}\nexport {};\n`);
    await import(/* @vite-ignore */ pathToFileURL(file).href);
    return log.mock.calls.map(words => words.join(' ')).join('\n');
  } finally {
    log.mockRestore();
    await rm(folder, { recursive: true });
  }
}
