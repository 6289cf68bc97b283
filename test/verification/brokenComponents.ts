import { activation, defineLayer, defineLoss, definePlugin, defineRegularizer, oneToOne, z } from 'chainrule';
import type { Tensor } from 'chainrule';

const common = { summary: 'broken on purpose', options: () => z.strictObject({}) };

type Gradients = Readonly<Record<string, Tensor>>;

/** y = x·W + b of 3 units, with gradients of one's own. Its types are those of plain JavaScript, which nobody holds it to. */
const denseLike = (name: string, gradients: (x: Tensor, dy: Tensor) => Gradients, dx: (dy: Tensor, kernel: Tensor) => Tensor = (dy, kernel) => dy.matMul(kernel.T)) => defineLayer({
  name, ...common, create: () => oneToOne<Gradients>({
    build: ([width = 1]) => ({ output: [3], parameters: {
      kernel: { shape: [width, 3], initializer: { values: () => new Float64Array(3 * width) } }, bias: { shape: [3], initializer: { values: () => [0, 0, 0] } },
    } }),
    forward: (_, x, { kernel = x, bias = x }) => ({ y: x.matMul(kernel).add(bias), backward: dy => ({ x: dx(dy, kernel), parameters: gradients(x, dy) }) }),
  }),
});

const right = (x: Tensor, dy: Tensor): Gradients => ({ kernel: x.T.matMul(dy), bias: dy.sum(0) });
const thrown = (): never => { throw new TypeError('boom\nand more'); };
const rows = ({ shape: [count = 0] }: Tensor): number => count;

/** y = 2·x whose backward is a factor off for some sizes of the batch. */
const wrongFor = (name: string, isWrong: (count: number) => boolean) => defineLayer({ name, ...common, create: () => activation(x => ({ y: x.mul(2), backward: dy => dy.mul(isWrong(rows(x)) ? 3 : 2) })) });

/** A plugin whose components, but for one, cannot be verified, or only in part. */
export const broken = definePlugin({ name: 'broken', contributes: {
  layers: [
    denseLike('transposed', (x, dy) => ({ kernel: dy.T.matMul(x), bias: dy.sum(0) })),
    denseLike('unsummed', (x, dy) => ({ kernel: x.T.matMul(dy), bias: dy })),
    denseLike('lacking', (x, dy) => ({ kernel: x.T.matMul(dy) })),
    denseLike('surplus', (x, dy) => ({ ...right(x, dy), gain: dy.sum(0) })),
    denseLike('unfitting', right, (dy, kernel) => dy.matMul(kernel)),
    denseLike('throwingBack', thrown),
    defineLayer({ name: 'throwing', ...common, create: () => activation(thrown) }),
    defineLayer({ name: 'unmade', summary: 'needs an option', options: () => z.strictObject({ units: z.number() }), create: () => activation(x => ({ y: x, backward: dy => dy })) }),
    defineLayer({ name: 'empty', ...common, create: () => ({ build: outputs => ({ outputs }), forward: () => Object.create(null) }) }),
    defineLayer({ name: 'pictures', ...common, create: () => oneToOne({
      build: ([, , channels]) => channels === undefined ? thrown() : { output: [channels] },
      forward: (_, x) => ({ y: x.mean([1, 2]), backward: dy => ({ x: dy.reshape([rows(x), 1, 1, 2]).broadcastTo(x.shape).mul(1 / 36) }) }),
    }) }),
    wrongFor('wrongForOne', count => count === 1), wrongFor('wrongForMany', count => count > 7),
    defineLayer({ name: 'refusingOne', ...common, create: () => activation(x => (rows(x) === 1 ? { y: x.matMul(x), backward: dy => dy } : { y: x, backward: dy => dy })) }),
    denseLike('correct', right),
  ],
  losses: [defineLoss({ name: 'unsquared', ...common, create: () => ({
    batchReduction: 'mean', forward: (_, prediction, target) => ({ values: prediction.sub(target).square().sum(1), backward: dValues => dValues }),
  }) })],
  regularizers: [defineRegularizer({ name: 'summed', ...common, create: () => ({ penalty: (_, w, sum) => ({ value: sum(w.square()), gradient: w.sum() }) }) })],
} });
