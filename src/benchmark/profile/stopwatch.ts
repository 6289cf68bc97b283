import type { TimePiece } from '../../backends/backend.ts';
import { nodeOf } from '../../graph/simplify.ts';
import type { Graph } from '../../tensor/graph.ts';
import { median } from '../statistics.ts';
import { attributionOf } from './attribution.ts';
import type { Attribution } from './attribution.ts';
import type { ProfilePart } from './profile.ts';

/** A piece of a step, with what it took so far. */
interface Piece extends Pick<ProfilePart, 'layer' | 'operation' | 'pass'> {
  readonly times: number[];
}

/** Times of a piece that are kept. */
const mostKept = 2000;

/** Collects the times of the pieces of a step. */
export class Stopwatch {
  private readonly pieces: Piece[] = [];
  private graph: Graph | undefined;
  private attribute: (id: number) => Attribution = () => ({ layer: '', pass: 'rest' });

  readonly timed: TimePiece = (graph, nodes) => {
    if (graph !== this.graph) this.attribute = attributionOf(graph);
    this.graph = graph;
    const piece: Piece = { ...attributed(nodes.map(id => this.attribute(id))), operation: operationsOf(graph, nodes), times: [] };
    this.pieces.push(piece);
    return milliseconds => {
      if (piece.times.length < mostKept) piece.times.push(milliseconds);
    };
  };

  /** Begins anew. */
  reset(): void {
    for (const { times } of this.pieces) times.length = 0;
  }

  /** The time of each operation of each layer, the median over the steps, those of one name and pass together, the slowest first. */
  parts(): readonly ProfilePart[] {
    const parts = new Map<string, ProfilePart>();
    for (const { layer, operation, pass, times } of this.pieces) {
      const key = [layer, operation, pass].join('\n');
      parts.set(key, { layer, operation, pass, milliseconds: (parts.get(key)?.milliseconds ?? 0) + (times.length === 0 ? 0 : median(times)) });
    }
    return [...parts.values()].filter(part => part.milliseconds > 0).toSorted((left, right) => right.milliseconds - left.milliseconds);
  }
}

/** Nodes that run as one belong to what their layers' paths have in common, else to the layer of the last; and to the pass that most of them are of. */
function attributed(all: readonly Attribution[]): Attribution {
  const passes = all.map(({ pass }) => pass);
  const count = (pass: string) => passes.filter(own => own === pass).length;
  const [pass = 'rest'] = passes.toSorted((left, right) => count(right) - count(left));
  const paths = all.filter(own => own.pass === pass).map(({ layer }) => layer.split('/'));
  const [first = []] = paths;
  const common = first.slice(0, first.findIndex((part, depth) => paths.some(path => path[depth] !== part)) >>> 0);
  return { pass, layer: common.length > 0 ? common.join('/') : paths.at(-1)?.join('/') ?? '' };
}

/** `multiply+add+relu`: the operations, each once. */
function operationsOf({ nodes }: Graph, ids: readonly number[]): string {
  return [...new Set(ids.map(id => nodeOf(nodes, id).op))].join('+');
}
