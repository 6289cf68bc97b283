/**
 * Trains a config on every backend that this machine has, by each way to the gradients, one after the other, and prints time and test figures.
 * Run it with `npx tsx benchmarks/backends.ts [CONFIG] [EPOCHS]`.
 */
import { cpus } from 'node:os';
import { ChainruleError, openRun } from 'chainrule';

const [file = 'examples/mnist.yaml', epochs = '5'] = process.argv.slice(2);
const byHand = ['native', 'wasm', 'onnx:cpu', 'onnx:wasm', 'typescript', 'tfjs:wasm', 'tfjs:node'].map(backend => [backend, 'backprop'] as const);
const contenders = [...byHand, ['tfjs:wasm', 'autodiff'], ['tfjs:node', 'autodiff']] as const;

console.log(`${file}, ${epochs} epochs; Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, ${new Date().toISOString().slice(0, 10)}`);
console.log(['backend', 'gradients', 'ms a step', 'seconds', 'test loss', 'test accuracy'].map(title => title.padStart(14)).join(''));
const accuracies: number[] = [];
for (const [backend, gradients] of contenders) {
  try {
    const { row, accuracy } = await train(backend, gradients);
    accuracies.push(accuracy);
    console.log(row.map(cell => cell.padStart(14)).join(''));
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    console.log(`${backend} by ${gradients}: ${error.problem}`);
  }
}
const spread = Math.max(...accuracies) - Math.min(...accuracies);
console.log(`largest difference in test accuracy: ${(100 * spread).toFixed(2)} points`);

async function train(backend: string, gradients: 'backprop' | 'autodiff'): Promise<{ readonly row: readonly string[]; readonly accuracy: number }> {
  await using run = await openRun(file, { changes: { backend, gradients } });
  const { steps, seconds, test } = await run.train({ epochs: Number(epochs) });
  const { loss, accuracy } = { loss: Number.NaN, accuracy: Number.NaN, ...test };
  if (typeof accuracy !== 'number') throw new Error('the accuracy is not a number');
  return { accuracy, row: [backend, gradients, ((1000 * seconds) / steps).toFixed(2), seconds.toFixed(1), loss.toFixed(4), accuracy.toFixed(4)] };
}
