import type { TimePiece } from '../../backends/backend.ts';
import { nodeOf } from '../../graph/simplify.ts';
import type { Graph } from '../../tensor/graph.ts';
import { attributionOf } from './attribution.ts';
import type { Attribution } from './attribution.ts';
import { mean, slowestFirst } from './profile.ts';
import type { ProfilePart } from './profile.ts';

/** A piece of a step. */
interface Piece extends Pick<ProfilePart, 'layer' | 'operation' | 'pass'> {
  /** Milliseconds since the last lap. */
  running: number;
  /** Milliseconds of a step, one a lap. */
  readonly laps: number[];
}

/**
 * Collects the times of the pieces of a step, lap by lap: a lap is a stretch of steps. Pieces and the whole step are averaged over the same laps, so that pieces add up to the step.
 */
export class Stopwatch {
  private readonly pieces: Piece[] = [];
  private graph: Graph | undefined;
  private attribute: (id: number) => Attribution = () => ({ layer: '', pass: 'rest' });

  readonly timed: TimePiece = (graph, nodes) => {
    if (graph !== this.graph) this.attribute = attributionOf(graph);
    this.graph = graph;
    const piece: Piece = { ...attributed(nodes.map(id => this.attribute(id))), operation: operationsOf(graph, nodes), running: 0, laps: [] };
    this.pieces.push(piece);
    return milliseconds => { piece.running += milliseconds; };
  };

  /** Begins anew. */
  reset(): void {
    for (const piece of this.pieces) [piece.running, piece.laps.length] = [0, 0];
  }

  /** Ends a lap of so many steps. */
  lap(steps: number): void {
    for (const piece of this.pieces) {
      piece.laps.push(piece.running / steps);
      piece.running = 0;
    }
  }

  /** The time of each operation of each layer in these laps, those of one name and pass together, the slowest first. */
  parts(laps: readonly number[]): readonly ProfilePart[] {
    const parts = new Map<string, ProfilePart>();
    for (const { layer, operation, pass, laps: own } of this.pieces) {
      const key = [layer, operation, pass].join('\n');
      parts.set(key, { layer, operation, pass, milliseconds: (parts.get(key)?.milliseconds ?? 0) + mean(laps.map(lap => own[lap] ?? 0)) });
    }
    return slowestFirst([...parts.values()].filter(part => part.milliseconds > 0));
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
