import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadKoffi } from '../../../src/backends/native/blas/loadKoffi.ts';
import { loadHugePages } from '../../../src/backends/native/hugePages.ts';
import { SessionMemory } from '../../../src/backends/wasm/sessionMemory.ts';
import { koffiReason, skipWithoutKoffi } from './blas/installed.ts';

const absent = existsSync('/sys/kernel/mm/transparent_hugepage/enabled') ? koffiReason : ' (skipped: this system has no huge pages)';

it.skipIf(skipWithoutKoffi || absent !== '')(`a session's memory is marked for huge pages${absent}`, async () => {
  const koffi = await loadKoffi();
  const { memory } = new SessionMemory(2 ** 24);
  const address = Number(koffi.address(new Uint8Array(memory.buffer)));
  const flags = () => {
    const mappings = readFileSync('/proc/self/smaps', 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
    const own = mappings.find(mapping => {
      const [start = 0, end = 0] = (mapping.match(/^[0-9a-f]+-[0-9a-f]+/)?.[0] ?? '').split('-').map(bound => Number.parseInt(bound, 16));
      return start <= address && address < end;
    });
    return own?.match(/^VmFlags: (.*)$/m)?.[1]?.trim().split(' ');
  };
  expect(flags()).not.toContain('hg');
  loadHugePages(koffi)?.(memory);
  expect(flags()).toContain('hg');
});
