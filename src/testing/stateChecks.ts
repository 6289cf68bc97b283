import type { Backend, Executable, Session, StateEntry } from '../backends/backend.ts';
import { BackendError } from '../errors.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
import type { Graph } from '../tensor/graph.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { expectClose } from '../verification/closeTo.ts';
import type { Check } from './check.ts';

const entries: readonly StateEntry[] = [{ name: 'a', shape: [2], dtype: 'float' }, { name: 'b', shape: [2], dtype: 'float' }, { name: 'count', shape: [], dtype: 'int32' }];
const exact = { relative: 0, absolute: 0 };

/** State: written, read, assigned at the end of a step, shared between the executables of a session and by no other session. */
export function stateChecks(backend: Backend): readonly Check[] {
  const check = (name: string, work: (session: Session) => Promise<void>): Check => ({ name, run: () => within(backend, work) });
  return [
    check('state starts at 0, is written, and read as a copy', readAndWrite),
    check('state that is not there, or does not fit, is refused', refuse),
    check('assignments read what was there before the step: two states swap', swap),
    check('several executables share the state of their session', share),
    { name: 'sessions do not share state', run: () => within(backend, first => within(backend, second => apart(first, second))) },
    check('a run fills the frame before each step and ends where `after` says so', runs),
  ];
}

async function within(backend: Backend, work: (session: Session) => Promise<void>): Promise<void> {
  const session = backend.open(entries);
  try {
    await work(session);
  } finally {
    session.dispose();
  }
}

async function readAndWrite(session: Session): Promise<void> {
  await expectState(session, { a: [0, 0], b: [0, 0], count: [0] }, 'at first');
  session.write({ a: [1, 2], count: [3] });
  const { a } = await session.read(['a']);
  a?.fill(9);
  await expectState(session, { a: [1, 2], b: [0, 0], count: [3] }, 'after a write');
}

async function refuse(session: Session): Promise<void> {
  expectBackendError(() => session.write({ c: [1] }), 'a write to state that is not there');
  expectBackendError(() => session.write({ a: [1, 2, 3] }), 'a write of too many numbers');
  await expectState(session, { a: [0, 0] }, 'after refused writes');
}

async function swap(session: Session): Promise<void> {
  session.write({ a: [1, 2], b: [3, 4] });
  const executable = session.compile(graphOf(({ a, b }) => ({ outputs: { before: a }, assignments: { a: b, b: a } })));
  await executable.run(3, () => {}, () => true);
  expectClose(executable.outputs['before'] ?? [], [1, 2], exact, 'a, as the third step read it');
  await expectState(session, { a: [3, 4], b: [1, 2] }, 'after three swaps');
}

async function share(session: Session): Promise<void> {
  const add = session.compile(graphOf(({ a }) => ({ outputs: {}, assignments: { a: a.add(1) } })));
  const double = session.compile(graphOf(({ a, count }) => ({ outputs: { doubled: a.mul(2) }, assignments: { a: a.mul(2), count: count.add(1) } })));
  for (const executable of [add, double, add, double]) await once(executable);
  expectClose(double.outputs['doubled'] ?? [], [6, 6], exact, 'a doubled');
  add.dispose();
  await once(double);
  await expectState(session, { a: [12, 12], count: [3] }, 'after both executables');
}

async function apart(first: Session, second: Session): Promise<void> {
  first.write({ a: [1, 2] });
  second.write({ a: [5, 6] });
  await once(first.compile(graphOf(({ a }) => ({ outputs: {}, assignments: { a: a.mul(10) } }))));
  await expectState(first, { a: [10, 20] }, 'of the first session');
  await expectState(second, { a: [5, 6] }, 'of the second session');
}

async function runs(session: Session): Promise<void> {
  const executable = session.compile(graphOf(({ a, x, rate }) => ({ outputs: { sum: a.add(x.mul(rate)) }, assignments: { a: a.add(x.mul(rate)) } })));
  const { frame } = executable;
  const sums: number[] = [];
  const before = (step: number) => {
    frame.feeds['x']?.set([step + 1, 10]);
    frame.scalars[frame.scalarNames.indexOf('rate')] = 2 ** step;
  };
  await executable.run(5, before, step => {
    sums.push(executable.outputs['sum']?.[0] ?? Number.NaN);
    return step < 2;
  });
  expectClose(sums, [1, 5, 17], exact, 'the sums of the steps');
  await expectState(session, { a: [17, 70] }, 'after the step that ended the run');
}

interface Inputs {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly count: Tensor;
  readonly x: Tensor;
  readonly rate: Tensor;
}

function graphOf(build: (inputs: Inputs) => { readonly outputs: Readonly<Record<string, Tensor>>; readonly assignments: Readonly<Record<string, Tensor>> }): Graph {
  const recorder = new GraphRecorder();
  const { outputs, assignments } = build({
    a: recorder.input({ from: 'state', name: 'a' }, { shape: [2], dtype: 'float' }),
    b: recorder.input({ from: 'state', name: 'b' }, { shape: [2], dtype: 'float' }),
    count: recorder.input({ from: 'state', name: 'count' }, { shape: [], dtype: 'int32' }),
    x: recorder.input({ from: 'feed', name: 'x' }, { shape: [2], dtype: 'float' }),
    rate: recorder.input({ from: 'scalar', name: 'rate' }, { shape: [], dtype: 'float' }),
  });
  return recorder.graph(outputs, assignments);
}

async function once(executable: Executable): Promise<void> {
  await executable.run(1, () => {}, () => true);
}

async function expectState(session: Session, expected: Readonly<Record<string, readonly number[]>>, when: string): Promise<void> {
  const state = await session.read();
  for (const [name, values] of Object.entries(expected)) expectClose(state[name] ?? [], values, exact, `state ${name} ${when}`);
}

function expectBackendError(work: () => unknown, what: string): void {
  try {
    work();
  } catch (error) {
    if (error instanceof BackendError) return;
    throw new Error(`${what} throws ${String(error)}, expected a BackendError`, { cause: error });
  }
  throw new Error(`${what} is not refused`);
}
