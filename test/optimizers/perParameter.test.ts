import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { perParameter } from '../../src/optimizers/perParameter.ts';

describe('perParameter', () => {
  const tensor = new GraphRecorder().input({ from: 'state', name: 'w' }, { shape: [2, 3], dtype: 'float' });
  const contextOf = (path: string) => ({ parameters: new Map([[path, tensor]]), slots: new Map(), scalars: {} });
  const gradients = new Map([['dense/kernel', tensor]]);

  it('refuses an update of another shape', () => {
    const { update } = perParameter({ update: ({ gradient }) => ({ update: gradient.sum(0) }) });
    expect(() => update(contextOf('dense/kernel'), gradients)).toThrow(ShapeError);
    expect(() => update(contextOf('dense/kernel'), gradients)).toThrow(/the update of dense\/kernel has another shape than its gradient\n.*\[3\]\n.*\[2, 3\]/);
  });

  it('refuses a gradient of no parameter', () => {
    const { update } = perParameter({ update: ({ gradient }) => ({ update: gradient }) });
    expect(() => update(contextOf('other'), gradients)).toThrow(ShapeError);
    expect(() => update(contextOf('other'), gradients)).toThrow(/^dense\/kernel: a gradient without its parameter\n.*other/);
  });
});
