import { sizeOf } from '../../tensor/shape.ts';
import { hostArray } from '../hostArray.ts';
import type { Float32HostArray } from '../hostArray.ts';
import type { Ports } from './ports.ts';
import { nameInStep } from './unroll.ts';

/** A pair of arrays of one size: what the caller sees, and a step's own. With one step a call they are the same. */
export interface Slot {
  readonly seen: Float32HostArray;
  readonly own: Float32HostArray;
}

/** The arrays of a program's tensors, and for each step which part of them is which of the arrays that the caller sees. */
export class Slots {
  readonly steps: readonly (readonly Slot[])[];
  /** Bytes beside those that the caller sees. */
  readonly bytes: number;
  private readonly arrays: ReadonlyMap<string, Float32HostArray>;

  constructor({ tensors, places }: Ports, seen: readonly (readonly [name: string, array: Float32HostArray])[], steps: number) {
    const byName = new Map(places.map(place => [place.name, place]));
    const all = new Map(seen.map(([name, array]) => [nameInStep(name, 0), array]));
    this.arrays = new Map(tensors.map(port => [port.onnxName, steps > 1 ? hostArray(port) : seenBy(all, places, port.onnxName)]));
    this.bytes = steps > 1 ? [...this.arrays.values()].reduce((sum, { byteLength }) => sum + byteLength, 0) : 0;
    this.steps = Array.from({ length: steps }, (_, step) => seen.flatMap(([name, array]) => {
      const place = byName.get(nameInStep(name, step));
      return place === undefined ? [] : [{ seen: array, own: steps > 1 ? this.arrayOf(place.onnxName).subarray(place.first, place.first + sizeOf(place.shape)) : array }];
    }));
  }

  arrayOf(onnxName: string): Float32HostArray {
    const array = this.arrays.get(onnxName);
    if (array === undefined) throw new Error(`no array for ${onnxName}`);
    return array;
  }
}

function seenBy(seen: ReadonlyMap<string, Float32HostArray>, places: Ports['places'], onnxName: string): Float32HostArray {
  const array = seen.get(places.find(place => place.onnxName === onnxName)?.name ?? '');
  if (array === undefined) throw new Error(`no array for ${onnxName}`);
  return array;
}
