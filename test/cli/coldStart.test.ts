import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = new URL('../../src/cli/main.ts', import.meta.url);

/** What is loaded with a file: its static imports, those of types left out, and theirs in turn. */
function loadedBy(file: URL, seen = new Map<string, string>()): ReadonlyMap<string, string> {
  const text = readFileSync(file, 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';/gmu)) {
    const inner = name.startsWith('.') ? new URL(name, file).href : name;
    if (seen.has(inner)) continue;
    seen.set(inner, fileURLToPath(file));
    if (name.startsWith('.')) loadedBy(new URL(inner), seen);
  }
  return seen;
}

describe('the command', () => {
  it('loads nothing but its own files and commander until a command runs', () => {
    const loaded = [...loadedBy(main).keys()];
    expect(loaded.filter(name => !name.startsWith('file:')).sort()).toEqual(['commander', 'node:fs', 'picocolors']);
    const folder = new URL('.', main).href;
    expect(loaded.filter(name => name.startsWith('file:') && !name.startsWith(folder))).toEqual([]);
    expect(loaded.length).toBeGreaterThan(10);
  });
});
