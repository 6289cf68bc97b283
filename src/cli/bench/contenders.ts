import { byAutodiff } from '../../benchmark/summarise.ts';
import type { Entry } from '../../benchmark/entrant.ts';
import { ContenderProcess } from './contenderProcess.ts';
import type { BenchJob, ModelJob, RunSource } from './job.ts';
import { nodeProgram } from './nodeProgram.ts';
import type { Subject } from './subject.ts';

/** The backends that are measured where none is named, by the names that a config selects them by. */
export const measuredBackends = ['native', 'wasm', 'onnx:cpu', 'onnx:wasm', 'typescript', 'tfjs:node', 'tfjs:wasm', 'tfjs:cpu'];

/** The most seconds of untimed steps, in turns: compilers take a second or two of them. */
export const settleTurns = 40;
/** Losses that are compared with the oracle's: those after the first tell of gradients and update too. One where a step is so large that the oracle takes seconds. */
const [checkedSteps, manyMultiplications] = [4, 5e8];

/** A backend on its own, and on tf.js once more with tf.js's own gradients. */
export function contenderNames(backends: readonly string[]): readonly string[] {
  return backends.flatMap(backend => (backend.startsWith('tfjs') ? [backend, `${backend}${byAutodiff}`] : [backend]));
}

/** A contender of a subject. */
export function modelEntry(name: string, subject: Pick<Subject, 'source' | 'shapes' | 'model'>, seconds: number): Entry {
  return { name, kind: 'ours', open: () => started(modelJob(name, subject, settleTurns * seconds)) };
}

/** What gives the losses that all must have. */
export function oracleEntry(subject: Pick<Subject, 'source' | 'shapes' | 'model'>): Entry {
  return { name: 'typescript:float64', kind: 'oracle', open: () => started(modelJob('typescript:float64', subject, 0)) };
}

/** What the machine can give. */
export function limitEntry(seconds: number): Entry {
  return { name: 'matrix products', kind: 'limit', open: () => started({ kind: 'limit', checked: 1, settle: settleTurns * seconds }) };
}

/** What a contender's process is told. */
export function modelJob(name: string, { source, shapes, model }: Pick<Subject, 'source' | 'shapes' | 'model'>, settle: number): ModelJob {
  return {
    kind: 'model', source: asData(source), shapes, backend: name.replace(byAutodiff, ''), gradients: name.endsWith(byAutodiff) ? 'autodiff' : 'backprop',
    checked: model.multiplications > manyMultiplications ? 1 : checkedSteps, settle,
  };
}

/** A source as JSON can hold it: where the parts of an override's value stand is for errors, which came before any process. */
function asData(source: RunSource): RunSource {
  return 'config' in source ? source : { ...source, overrides: source.overrides.map(({ path, value, place }) => ({ path, value, place })) };
}

function started(job: BenchJob): ContenderProcess {
  return new ContenderProcess(nodeProgram('contender', [JSON.stringify(job)]));
}
