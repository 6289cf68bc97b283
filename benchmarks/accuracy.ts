/**
 * Compares the fast float32 functions of the native backend with JavaScript's in float64, over all 2³² floats, by the generated WebAssembly itself.
 * Run it with `npx tsx benchmarks/accuracy.ts [--function exp] [--stride 1]`; a stride of n looks at every n-th float.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { emitKernel } from '../src/backends/wasm/emitKernel.ts';
import { errorBounds } from '../src/backends/wasm/floatFunctions.ts';
import { instantiate } from '../src/backends/wasm/instantiate.ts';
import { GraphRecorder } from '../src/graph/graphRecorder.ts';
import { unaryFunctions } from '../src/tensor/elementwise.ts';
import { record } from '../src/tensor/tensor.ts';

type Bounded = keyof typeof errorBounds;

/** Every `stride`-th float from `first` to before `end`, by their bits. */
interface Part {
  readonly name: Bounded;
  readonly first: number;
  readonly end: number;
  readonly stride: number;
}

interface Worst {
  readonly ulps: number;
  readonly at: number;
}

const all = 2 ** 32;
const block = 2 ** 20;

const { values } = parseArgs({ options: { function: { type: 'string' }, stride: { type: 'string', default: '1' }, part: { type: 'string' } } });
if (values.part === undefined) await compareAll();
else process.send?.(worstOf(JSON.parse(values.part) as Part));

async function compareAll(): Promise<void> {
  const names = Object.keys(errorBounds) as Bounded[];
  for (const name of names.filter(own => values.function === undefined || values.function === own)) {
    const start = performance.now();
    const { ulps, at } = await compare(name, Number(values.stride));
    console.log(`${name.padEnd(10)} ${ulps.toFixed(3).padStart(8)} ulp at ${String(at).padEnd(24)} stated ${errorBounds[name]}   ${((performance.now() - start) / 1000).toFixed(0)} s`);
    if (!(ulps <= errorBounds[name])) process.exitCode = 1;
  }
}

async function compare(name: Bounded, stride: number): Promise<Worst> {
  const count = availableParallelism();
  const share = Math.ceil(all / stride / count) * stride;
  const parts = Array.from({ length: count }, (_, index): Part => ({ name, stride, first: index * share, end: Math.min(all, (index + 1) * share) }));
  const found = await Promise.all(parts.map(part => new Promise<Worst>((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['--part', JSON.stringify(part)], { serialization: 'advanced' });
    child.once('message', message => resolve(message as Worst)).once('error', reject).once('exit', code => reject(new Error(`a part of ${name} ended with code ${code} and no answer`)));
  })));
  return found.reduce((worst, other) => (other.ulps > worst.ulps ? other : worst));
}

function worstOf({ name, first, end, stride }: Part): Worst {
  const { run, input, output } = kernelOf(name);
  const bits = new Int32Array(input.buffer, input.byteOffset, block);
  let worst: Worst = { ulps: 0, at: Number.NaN };
  for (let from = first; from < end; from += block * stride) {
    for (let i = 0; i < block; i++) bits[i] = Math.min(from + i * stride, end - 1);
    run();
    const found = worstIn(input, output, unaryFunctions[name]);
    if (found.ulps > worst.ulps) worst = found;
  }
  return worst;
}

function worstIn(input: Float32Array, output: Float32Array, exactly: (x: number) => number): Worst {
  let [ulps, at] = [0, Number.NaN];
  for (let i = 0; i < block; i++) {
    const [actual, exact] = [output[i] ?? 0, exactly(input[i] ?? 0)];
    if (actual === Math.fround(exact) || (actual !== actual && exact !== exact)) {
      if (ulps < 0.5) ulps = 0.5;
      continue;
    }
    const error = Number.isFinite(actual) && Number.isFinite(Math.fround(exact)) ? Math.abs(actual - exact) / unitAt(exact) : Number.POSITIVE_INFINITY;
    if (error > ulps) [ulps, at] = [error, input[i] ?? 0];
  }
  return { ulps, at };
}

/** One unit in the last place of a float32 at an exact value. */
function unitAt(value: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
}

function kernelOf(name: Bounded): { readonly run: () => void; readonly input: Float32Array; readonly output: Float32Array } {
  const memory = new WebAssembly.Memory({ initial: (2 * 4 * block) / 65536 });
  const recorder = new GraphRecorder();
  const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [block], dtype: 'float' });
  const graph = recorder.graph({ y: record(name, [x], {}) });
  const [input, output] = [new Float32Array(memory.buffer, 0, block), new Float32Array(memory.buffer, 4 * block, block)];
  const kernel = emitKernel(graph, { nodes: [1], stored: [1] }, id => (id === 0 ? input : output));
  const [run] = kernel === undefined ? [] : instantiate([[kernel]], memory);
  if (run === undefined) throw new Error(`${name} has no WebAssembly form`);
  return { run, input, output };
}
