import type { Backend } from '../backends/backend.ts';
import { BackendError } from '../errors.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
import type { Graph } from '../tensor/graph.ts';
import type { Operation, OperationTable } from '../tensor/operations.ts';
import { expectClose } from '../verification/closeTo.ts';
import { tolerances } from '../verification/tolerances.ts';
import type { Check } from './check.ts';
import type { CaseOperand, OperationCase } from './operationCase.ts';
import { operationCases } from './operationCases.ts';

/** A case without the link between its operation and its attributes. */
interface AnyCase extends Pick<OperationCase<unknown>, 'name' | 'operands' | 'expected' | 'hidesNaN'> {
  readonly operation: Operation;
  graph(operands: readonly CaseOperand[]): Graph;
}

interface CaseWithGap extends AnyCase {
  /** Why the backend does not run it. */
  readonly gap: string | undefined;
}

/** Operations in which a backend is known to lose a NaN, each with its reason. They are listed, and a fault that is gone fails its check. */
export type LosesNaN = Readonly<Partial<Record<Operation, string>>>;

/** One check an operation: its cases against direct computation, a NaN through each float operand, and gaps that agree with what compiles. */
export function operationChecks(backend: Backend, losesNaN: LosesNaN): readonly Check[] {
  return (Object.keys(operationCases) as Operation[]).map(operation => {
    const cases = casesOf(operation).map(own => ({ ...own, gap: backend.gaps(own.graph(own.operands))[0]?.reason }));
    const refused = cases.every(({ gap }) => gap !== undefined);
    return { name: refused ? `${operation} is refused, as gaps() says` : operation, run: () => checkOperation(backend, cases, losesNaN[operation]) };
  });
}

function casesOf<K extends Operation>(operation: K): readonly AnyCase[] {
  const cases: readonly OperationCase<OperationTable[K]>[] = operationCases[operation];
  return cases.map(({ name, operands, expected, hidesNaN, attributes, record }) => ({
    name, operands, expected, operation, hidesNaN: hidesNaN ?? [],
    graph(types) {
      const recorder = new GraphRecorder();
      const inputs = types.map(({ shape, dtype }, index) => recorder.input({ from: 'feed', name: String(index) }, { shape, dtype }));
      return recorder.graph({ y: record?.(recorder, inputs) ?? recorder.record(operation, inputs, attributes) });
    },
  }));
}

async function checkOperation(backend: Backend, cases: readonly CaseWithGap[], fault: string | undefined): Promise<readonly string[]> {
  const tolerance = backend.precision === 'float64' ? tolerances.float64 : tolerances.float32;
  for (const own of cases.filter(({ gap }) => gap === undefined)) {
    const label = `${backend.name}: ${own.operation}, ${own.name}`;
    expectClose(await run(backend, own, own.operands), own.expected, tolerance, label);
    for (const index of floatOperands(own)) await checkNaN(backend, own, index, label, fault);
  }
  const refused = cases.filter(({ gap }) => gap !== undefined);
  for (const own of refused) expectRefused(backend, own);
  return [...refused.map(({ name, gap }) => `${name} does not run: ${gap}`), ...(fault === undefined ? [] : [`a NaN is lost: ${fault}`])];
}

/** A NaN in an operand must reach the result: errors are named from it. Element-wise operations have cases of their own for it. */
async function checkNaN(backend: Backend, own: AnyCase, index: number, label: string, fault: string | undefined): Promise<void> {
  const filled = own.operands.map((operand, position) => (position === index ? { ...operand, values: operand.values.map(() => Number.NaN) } : operand));
  const result = await run(backend, own, filled);
  const kept = result.some(Number.isNaN);
  if (fault === undefined && !kept) throw new Error(`${label}: NaN in operand ${index} is lost: the result is ${result.join(', ')}`);
  if (fault !== undefined && kept) throw new Error(`${label}: NaN in operand ${index} is kept, though it is declared to be lost: ${fault}`);
}

/** Operands whose NaN reaches a result that can hold it. */
function floatOperands({ operation, operands, hidesNaN, graph }: AnyCase): readonly number[] {
  const { nodes, outputs } = graph(operands);
  if (nodes[outputs['y'] ?? -1]?.dtype !== 'float' || operation === 'select') return [];
  return operands.flatMap(({ dtype }, index) => (dtype === 'float' && !hidesNaN?.includes(index) ? [index] : []));
}

async function run(backend: Backend, { graph }: AnyCase, operands: readonly CaseOperand[]): Promise<number[]> {
  const session = backend.open([]);
  try {
    const executable = session.compile(graph(operands));
    await executable.run(1, () => operands.forEach(({ values }, index) => executable.frame.feeds[String(index)]?.set(values)), () => true);
    return Array.from(executable.outputs['y'] ?? []);
  } finally {
    session.dispose();
  }
}

function expectRefused(backend: Backend, { operation, name, operands, graph }: AnyCase): void {
  const session = backend.open([]);
  try {
    session.compile(graph(operands));
  } catch (error) {
    if (error instanceof BackendError) return;
    throw new Error(`${backend.name}: ${operation}, ${name}: compile throws ${String(error)}, expected a BackendError`, { cause: error });
  } finally {
    session.dispose();
  }
  throw new Error(`${backend.name}: ${operation}, ${name}: gaps() lists it, but it compiles`);
}
