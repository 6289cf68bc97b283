import type { Backend, CompileOptions, Executable } from '../../../src/backends/backend.ts';
import type { HostArray } from '../../../src/tensor/dtype.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import { numbers } from './draw.ts';
import type { RandomFeed } from './draw.ts';
import { scalars, state } from './program.ts';
import type { RandomGraph } from './program.ts';

/** What a graph gave: outputs by step and name, then the state. */
export type Results = Readonly<Record<string, HostArray>>;

const steps = 3;

/** Runs a graph for three steps in one call. */
export async function resultsOf(backend: Backend, { graph, feeds }: RandomGraph, options: CompileOptions = {}): Promise<Results> {
  const session = backend.open(state);
  try {
    session.write(Object.fromEntries(state.map(({ name, shape, dtype }, index) => [name, initial(sizeOf(shape), dtype, index)])));
    const executable = session.compile(graph, { seed: 5, ...options });
    const results: Record<string, HostArray> = {};
    await executable.run(steps, step => fill(executable, feeds, step), step => {
      for (const [name, values] of Object.entries(executable.outputs)) results[`${name} of step ${step}`] = values.slice();
    });
    for (const [name, values] of Object.entries(await session.read())) results[`state ${name}`] = values;
    session.write(Object.fromEntries(state.map(({ name, shape }) => [name, initial(sizeOf(shape), 'bool', 0)])));
    for (const [name, values] of Object.entries(executable.outputs)) results[`${name} after a write to the state`] = values.slice();
    return results;
  } finally {
    session.dispose();
  }
}

function fill({ frame }: Executable, feeds: readonly RandomFeed[], step: number): void {
  for (const feed of feeds) frame.feeds[feed.name]?.set(numbers(feed, step));
  frame.scalarNames.forEach((name, position) => { frame.scalars[position] = name === scalars[0] ? 0.1 + 0.2 * step : 0.5; });
  frame.step[0] = step;
  for (let row = 0; row < frame.samples.length; row++) frame.samples[row] = (row * 7 + step * 3) % 20;
}

function initial(size: number, dtype: string, index: number): number[] {
  const range = dtype === 'float' ? { low: -2, high: 2, digits: 3 } : { low: 0, high: dtype === 'bool' ? 1 : 5, digits: 0 };
  return numbers({ name: `state ${index}`, shape: [size], dtype: 'float', ...range }, 0);
}
