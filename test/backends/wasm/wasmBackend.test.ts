import { afterEach, describe, expect, it, vi } from 'vitest';
import { candidatesFor } from '../../../src/backends/auto/rule.ts';
import { autoBackend } from '../../../src/backends/auto/autoBackend.ts';
import { wasmBackend } from '../../../src/backends/wasm/wasmBackend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';

describe('the wasm backend', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('says what is missing where WebAssembly is refused', () => {
    const Module = function refuse() {
      throw new Error('blocked by a content security policy');
    };
    vi.stubGlobal('WebAssembly', { Memory: WebAssembly.Memory, Instance: WebAssembly.Instance, Module });
    expect(() => wasmBackend()).toThrow(/^wasm: WebAssembly with SIMD does not run here\n {2}got: blocked by a content security policy\n {2}expected: [^\n]*wasm-unsafe-eval[^\n]*\n {2}next: choose the backend typescript/);
  });

  it('is passed over by auto there', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    const graph = new GraphRecorder().graph({});
    const chosen = await autoBackend(work => candidatesFor(work, false)).chooseFor?.(graph);
    expect(chosen?.name).toBe('typescript');
    expect(chosen?.about).toBe('auto: WebAssembly with SIMD does not run here');
  });
});
