import { BackendError } from '../../../errors.ts';
import { nodeModule } from '../../../platform/node.ts';

/** Which BLAS a run uses, and with how many threads. */
export interface BlasOptions {
  /** The path of a library, or its name as the system's loader knows it, `libopenblas.so.0` for example. Absent: the first that is found. */
  readonly blas?: string | undefined;
  /** A whole number from 1 up. Absent: what the library's own variables say, else one for each available processor. */
  readonly threads?: number | undefined;
}

/** The variables that users set for the libraries themselves, the most specific first. */
const threadVariables = ['OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'BLIS_NUM_THREADS', 'OMP_NUM_THREADS'];

/** The threads of a run. Throws a BackendError where the option is not a whole number from 1 up. */
export function threadsOf({ threads }: BlasOptions, environment: NodeJS.ProcessEnv): number {
  if (threads === undefined) return threadsOfEnvironment(environment) ?? nodeModule('node:os').availableParallelism();
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new BackendError('a number of threads that cannot be', {
    where: 'native', got: String(threads), expected: 'a whole number from 1 up',
    next: `leave \`threads\` out to take one for each available processor, here ${nodeModule('node:os').availableParallelism()}`,
  });
}

function threadsOfEnvironment(environment: NodeJS.ProcessEnv): number | undefined {
  const given = threadVariables.map(name => Number(environment[name]));
  return given.find(count => Number.isInteger(count) && count >= 1);
}
