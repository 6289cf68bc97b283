import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { installedBlas, reason, skip } from './installed.ts';

interface Count {
  readonly products: number;
  readonly wrong: number;
  readonly kernel: string | undefined;
}

async function multiplyInWorker(threads: number): Promise<Count> {
  const file = JSON.stringify(new URL('multiplyForAWhile.ts', import.meta.url).href);
  const code = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`;
  const worker = new Worker(code, { eval: true, workerData: { threads, milliseconds: 1000 } });
  const exited = once(worker, 'exit');
  const [count] = await once(worker, 'message') as [Count];
  await exited;
  return count;
}

describe.skipIf(skip)(`two worker threads with one BLAS${reason}`, () => {
  it('multiply at the same time with other numbers of threads, and both are right', async () => {
    const counts = await Promise.all([multiplyInWorker(1), multiplyInWorker(2)]);
    for (const { products, wrong } of counts) {
      expect(products).toBeGreaterThan(0);
      expect(wrong).toBe(0);
    }
    expect(counts.map(({ kernel }) => kernel)).toEqual([installedBlas().kernel, installedBlas().kernel]);
  });

  it('leave the library working when they end', async () => {
    await multiplyInWorker(2);
    const output = new Float32Array(1);
    installedBlas().bindProduct({
      batch: 1, rows: 1, columns: 1, inner: 2, transposeLeft: false, transposeRight: false, left: new Float32Array([1, 2]), right: new Float32Array([3, 4]), output, alpha: 1, beta: 0,
    })();
    expect(output[0]).toBe(11);
  });
});
