import type { Graph } from '../../tensor/graph.ts';
import type { TimePiece } from '../backend.ts';

/** Takes the times of a graph's nodes. Of one that runs within another, as the nodes under a tape do within the gradients, the time is its own alone. */
export class NodeTimes {
  private readonly graph: Graph;
  private readonly timed: TimePiece;
  private readonly takes = new Map<string, (milliseconds: number) => void>();
  /** Milliseconds that were told so far. */
  private told = 0;

  constructor(graph: Graph, timed: TimePiece) {
    this.graph = graph;
    this.timed = timed;
  }

  /** Computes nodes, and tells how long that took beside the nodes within. */
  take<T>(nodes: readonly number[], work: () => T): T {
    const [start, before] = [performance.now(), this.told];
    const result = work();
    const own = performance.now() - start - (this.told - before);
    this.told += own;
    this.takeOf(nodes)(own);
    return result;
  }

  private takeOf(nodes: readonly number[]): (milliseconds: number) => void {
    const key = nodes.join();
    const take = this.takes.get(key) ?? this.timed(this.graph, nodes);
    this.takes.set(key, take);
    return take;
  }
}
