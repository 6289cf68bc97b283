import { nodeModule } from '../../../platform/node.ts';
import type { Vendor } from './vendor.ts';

const many = 0;
const one = 1;

/** Apple's Accelerate. From macOS 15 on it can be told to use one thread or many, for the calling thread; how many is its own choice. */
export const accelerate: Vendor = {
  name: 'Accelerate',
  marker: 'vDSP_vadd',
  describe({ library }) {
    const set = library.has('BLASSetThreading') ? library.declare('int', 'BLASSetThreading', ['int']) : undefined;
    return {
      version: undefined,
      kernel: undefined,
      setThreads(count) {
        set?.(count === 1 ? one : many);
        return set !== undefined && count === 1 ? 1 : nodeModule('node:os').availableParallelism();
      },
    };
  },
};
