// Writes the ONNX models that graphs are lowered to, each with inputs and the outputs that onnxruntime-node gives, for scripts/check_onnx_models.py.
// node --import tsx scripts/dump-onnx-models.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRuntime } from '../src/backends/onnx/loadRuntime.ts';
import { gapsOf } from '../src/backends/onnx/lowerings.ts';
import { toOnnx } from '../src/backends/onnx/onnxModel.ts';
import type { Port } from '../src/backends/onnx/ports.ts';
import { unroll } from '../src/backends/onnx/unroll.ts';
import { hostArray } from '../src/backends/hostArray.ts';
import { GraphRecorder } from '../src/graph/graphRecorder.ts';
import { optimize } from '../src/graph/optimize.ts';
import { RandomStream } from '../src/random/randomStream.ts';
import { openRun } from '../src/run/openRun.ts';
import type { Graph } from '../src/tensor/graph.ts';
import type { Operation, OperationTable } from '../src/tensor/operations.ts';
import type { OperationCase } from '../src/testing/operationCase.ts';
import { operationCases } from '../src/testing/operationCases.ts';

const examples = ['examples/mnist.yaml', 'examples/mnist-dropout.yaml'];
const [, , folder = 'onnx-models'] = process.argv;
mkdirSync(folder, { recursive: true });
const runtime = await loadRuntime('cpu', 1);
let written = 0;

for (const operation of Object.keys(operationCases) as Operation[]) {
  for (const [index, { graph, values }] of casesOf(operation).entries()) {
    if (gapsOf(graph).length === 0) await write(`${operation}-${index}`, graph, values, false);
  }
}
for (const example of examples) {
  const run = await openRun(example);
  for (const purpose of ['train', 'evaluate', 'predict', 'report'] as const) await write(`${name(example)}-${purpose}`, run.graph(purpose), {}, false);
  await write(`${name(example)}-three-steps`, unroll(optimize(run.graph('train')), 3), {}, true);
}
console.log(`${written} models in ${folder}`);

function casesOf<K extends Operation>(operation: K): readonly { readonly graph: Graph; readonly values: Readonly<Record<string, readonly number[]>> }[] {
  const cases: readonly OperationCase<OperationTable[K]>[] = operationCases[operation];
  return cases.map(({ operands, attributes, record }) => {
    const recorder = new GraphRecorder();
    const inputs = operands.map(({ shape, dtype }, index) => recorder.input({ from: 'feed', name: String(index) }, { shape, dtype }));
    const y = record?.(recorder, inputs) ?? recorder.record(operation, inputs, attributes);
    return { graph: recorder.graph({ y }), values: Object.fromEntries(operands.map(({ values }, index) => [`feed ${index}`, values])) };
  });
}

/** Inputs without values are drawn: floats normal and small, integers from 0 to 9. */
async function write(title: string, graph: Graph, values: Readonly<Record<string, readonly number[]>>, packed: boolean): Promise<void> {
  const { bytes, states, inputs, outputs, assignments } = toOnnx(optimize(graph), packed);
  const ports: readonly Port[] = [...outputs.tensors, ...assignments];
  if (ports.length === 0) return;
  const random = new RandomStream(1, title);
  const given = [...states, ...inputs.tensors].map(port => {
    const array = hostArray(port);
    array.set(values[port.onnxName] ?? Array.from(array, () => (port.dtype === 'float' ? random.normal() / 20 : random.below(port.dtype === 'bool' ? 2 : 10))));
    return { port, array };
  });
  const program = await runtime.load(bytes, []);
  const fetches = Object.fromEntries(ports.map(port => [port.onnxName, null]));
  const results = await program.run(Object.fromEntries(given.map(({ port, array }) => [port.onnxName, runtime.tensor(array, port, 'linked')])), fetches);
  program.release();
  writeFileSync(join(folder, `${title}.onnx`), bytes);
  const expected = ports.map(port => described(port, results[port.onnxName]?.data as ArrayLike<number>));
  writeFileSync(join(folder, `${title}.json`), JSON.stringify({ inputs: given.map(({ port, array }) => described(port, array)), outputs: expected }));
  written++;
}

/** JSON has no NaN and no infinities: they are written as text. */
function described({ onnxName, shape, dtype }: Port, values: ArrayLike<number>): object {
  return { name: onnxName, shape, dtype, values: Array.from(values, value => (Number.isFinite(value) ? value : String(value))) };
}

function name(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.yaml$/, '');
}
