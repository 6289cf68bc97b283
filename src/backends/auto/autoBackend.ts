import { BackendError } from '../../errors.ts';
import { inNode } from '../../platform/node.ts';
import type { Graph } from '../../tensor/graph.ts';
import type { Backend } from '../backend.ts';
import { typescriptBackend } from '../typescript/typescriptBackend.ts';
import { multiplications } from './multiplications.ts';
import { candidatesFor } from './rule.ts';
import type { Candidate, Work } from './rule.ts';

/** Why a candidate was not taken, in a few words and in full. */
interface Refusal {
  readonly brief: string;
  readonly full: string;
}

/**
 * Chooses the fastest backend that this machine has for a model, by the graph of its training step. What it took, and why it took none that would be faster, is what the
 * backend then tells: `about` and `passedOver`. Where no model is known, it is `typescript`.
 */
export function autoBackend(candidates: (work: Work) => readonly Candidate[] = work => candidatesFor(work, inNode())): Backend {
  return {
    ...typescriptBackend(),
    name: 'auto',
    async chooseFor(graph) {
      const refusals: Refusal[] = [];
      const all = candidates(workOf(graph));
      for (const candidate of all) {
        const found = await tryCandidate(candidate, graph, candidate === all.at(-1));
        if ('open' in found) return chosen(found, candidate, refusals);
        refusals.push(found);
      }
      throw new BackendError('no backend can be chosen', { where: 'backend auto', got: refusals.map(({ full }) => full).join('; '), next: 'name a backend, typescript for example' });
    },
  };
}

function workOf(graph: Graph): Work {
  return { multiplications: multiplications(graph), differentiates: graph.nodes.some(({ op }) => op === 'gradient') };
}

/** The backend, or why it is passed over: it is not there, or it lacks an operation. The last is taken with its gaps, so that they are told. */
async function tryCandidate({ name, load }: Candidate, graph: Graph, last: boolean): Promise<Backend | Refusal> {
  try {
    const backend = await load();
    const [gap] = backend.gaps(graph);
    if (gap === undefined || last) return backend;
    return { brief: `${name} does not run ${gap.operation}`, full: `${name}: it does not run ${gap.operation}: ${gap.reason}` };
  } catch (error) {
    if (error instanceof BackendError) return refusalOf(name, error);
    throw error;
  }
}

function refusalOf(name: string, { problem, details: { got, next } }: BackendError): Refusal {
  const more = [got, next].filter(part => part !== undefined);
  return { brief: problem, full: `${name}: ${[problem, ...more].join('; ')}`.replaceAll(/\s+/g, ' ') };
}

function chosen(backend: Backend, { reason }: Candidate, refusals: readonly Refusal[]): Backend {
  const about = [...refusals.map(({ brief }) => brief), reason, backend.about].filter(part => part !== undefined);
  return {
    name: backend.name,
    precision: backend.precision,
    about: about.length === 0 ? 'auto' : `auto: ${about.join('; ')}`,
    passedOver: refusals.map(({ full }) => full),
    gaps: graph => backend.gaps(graph),
    open: state => backend.open(state),
  };
}
