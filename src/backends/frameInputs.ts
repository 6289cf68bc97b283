import type { Frame } from './backend.ts';
import { noiseFiller } from '../random/fillNoise.ts';
import type { Graph, NodeOf } from '../tensor/graph.ts';
import { hostArray } from './hostArray.ts';
import type { Float32HostArray } from './hostArray.ts';

type Input = NodeOf<'input'>;

/** The host arrays that a graph's inputs are filled from: feeds by the caller, scalars and noise from the frame before a step. */
export class FrameInputs {
  readonly frame: Frame;
  private readonly arrays = new Map<string, Float32HostArray>();
  private readonly fillers: (() => void)[] = [];

  constructor({ nodes }: Graph, seed: number) {
    const inputs = nodes.filter((node): node is Input => node.op === 'input');
    const feeds = inputs.filter(node => node.attributes.from === 'feed').map(node => [node.attributes.name, this.allocate(node)] as const);
    const scalarNames = [...new Set(inputs.flatMap(scalarsOf))];
    this.frame = {
      feeds: Object.fromEntries(feeds),
      scalars: new Float64Array(scalarNames.length),
      scalarNames,
      step: new Float64Array(1),
      samples: new Int32Array(Math.max(0, ...inputs.map(rowsOf))),
    };
    for (const node of inputs) this.addFiller(node, seed);
  }

  get bytes(): number {
    return [...this.arrays.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Fills the arrays of scalars and noise from the frame. */
  fill(): void {
    for (const filler of this.fillers) filler();
  }

  /** The array of an input, overwritten at each step. */
  arrayOf({ attributes: { from, name } }: Input): Float32HostArray {
    const array = this.arrays.get(`${from} ${name}`);
    if (array === undefined) throw new Error(`no array for the ${from} ${name}`);
    return array;
  }

  private allocate(node: Input): Float32HostArray {
    const array = hostArray(node);
    this.arrays.set(`${node.attributes.from} ${node.attributes.name}`, array);
    return array;
  }

  private addFiller(node: Input, seed: number): void {
    const { attributes } = node;
    const { scalars, scalarNames, step, samples } = this.frame;
    if (attributes.from === 'scalar') {
      const [array, position] = [this.allocate(node), scalarNames.indexOf(attributes.name)];
      this.fillers.push(() => array.fill(scalars[position] ?? 0));
    }
    if (attributes.from === 'noise') {
      const { noise, name } = attributes;
      const draw = noiseFiller({ noise, name, seed }, this.allocate(node), Math.max(1, rowsOf(node)));
      const position = scalarNames.indexOf(noise.probability ?? '');
      this.fillers.push(() => draw(step[0] ?? 0, samples, scalars[position] ?? 0));
    }
  }
}

/** A noise input's probability is a scalar of the frame even where no node reads it. */
function scalarsOf({ attributes }: Input): readonly string[] {
  if (attributes.from === 'scalar') return [attributes.name];
  return attributes.from === 'noise' && attributes.noise.probability !== undefined ? [attributes.noise.probability] : [];
}

function rowsOf({ attributes, shape }: Input): number {
  return attributes.from === 'noise' && attributes.noise.perSample ? shape[0] ?? 1 : 0;
}
