import type { Backend } from '../../../src/backends/backend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { TensorType } from '../../../src/tensor/graph.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

/** A feed: its type and its values. */
export interface Fed extends TensorType {
  readonly values: ArrayLike<number>;
}

export function fed(values: ArrayLike<number>, shape: readonly number[] = [values.length], dtype: TensorType['dtype'] = 'float'): Fed {
  return { values, shape, dtype };
}

/** Records a function of feeds, runs it once, and gives its outputs by name. */
export async function evaluate(backend: Backend, feeds: readonly Fed[], build: (...inputs: Tensor[]) => Readonly<Record<string, Tensor>>): Promise<Record<string, number[]>> {
  const recorder = new GraphRecorder();
  const inputs = feeds.map((type, index) => recorder.input({ from: 'feed', name: String(index) }, type));
  const session = backend.open([]);
  const executable = session.compile(recorder.graph(build(...inputs)));
  feeds.forEach(({ values }, index) => executable.frame.feeds[String(index)]?.set(values));
  await executable.run(1, () => {}, () => {});
  const outputs = Object.entries(executable.outputs).map(([name, values]): [string, number[]] => [name, Array.from(values)]);
  session.dispose();
  return Object.fromEntries(outputs);
}
