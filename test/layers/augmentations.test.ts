import { createRun, meanSquaredError, randomFlip, randomShift, sequential, sgd, toNested } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import type { NestedArray } from '../../src/data/nestedArray.ts';

type Image = readonly (readonly number[])[];

/** An image of one channel, the numbers of its pixels all different and none 0. */
const image: Image = [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]];

/** What a layer makes of copies of the image while training. */
async function changed(layer: RunConfig['model'], count: number, samples?: readonly number[]): Promise<readonly Image[]> {
  await using run = await createRun({
    model: sequential([layer]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 1 }), backend: 'typescript',
    shapes: { inputs: [[4, 3, 1]], targets: [[4, 3, 1]] }, seed: 3,
  } as RunConfig);
  const inputs: NestedArray = Array.from({ length: count }, () => image.map(row => row.map(pixel => [pixel])));
  const { outputs: [outputs] } = await run.gradients({ inputs, targets: inputs, ...(samples && { samples }) });
  if (outputs === undefined) throw new Error('the model has no output');
  return (toNested(outputs) as number[][][][]).map(each => each.map(row => row.map(([pixel = Number.NaN]) => pixel)));
}

const shifted = (down: number, right: number): Image => image.map((row, i) => row.map((_, j) => image[i - down]?.[j - right] ?? 0));

describe('randomFlip', () => {
  it('mirrors about half of the images, each by the index of its sample', async () => {
    const mirrored = image.map(row => row.toReversed());
    const all = await changed(randomFlip(), 200);
    for (const each of all) expect([image, mirrored]).toContainEqual(each);
    const count = all.filter(each => each[0]?.[0] === 3).length;
    expect(count).toBeGreaterThan(70);
    expect(count).toBeLessThan(130);
    expect(await changed(randomFlip(), 3, [150, 7, 90])).toEqual([all[150], all[7], all[90]]);
  });

  it('exchanges top and bottom where asked, always with probability 1', async () => {
    expect(await changed(randomFlip({ direction: 'vertical', probability: 1 }), 2)).toEqual([image.toReversed(), image.toReversed()]);
    expect(await changed(randomFlip({ probability: 0 }), 1)).toEqual([image]);
  });
});

describe('randomShift', () => {
  it('shifts by each of the offsets about as often, zeros coming in', async () => {
    const offsets = [-1, 0, 1].flatMap(down => [-2, -1, 0, 1, 2].map(right => shifted(down, right)));
    const all = await changed(randomShift({ height: 1, width: 2 }), 600);
    const counts = offsets.map(offset => all.filter(each => JSON.stringify(each) === JSON.stringify(offset)).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(600);
    for (const count of counts) expect(Math.abs(count - 40)).toBeLessThan(25);
  });

  it('shifts by more than the image is wide, and by nothing', async () => {
    expect(await changed(randomShift({ height: 0, width: 0 }), 1)).toEqual([image]);
    const all = await changed(randomShift({ height: 9, width: 0 }), 40);
    expect(all.some(each => each.flat().every(pixel => pixel === 0))).toBe(true);
  });
});

describe('layers of images', () => {
  it('refuse other samples', async () => {
    for (const layer of [randomFlip(), randomShift()]) {
      await expect(createRun({
        model: sequential([layer]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 1 }), shapes: { inputs: [[12]], targets: [[12]] },
      })).rejects.toThrow(/random\w+: this layer takes images\n {2}got: \[12\] a sample\n {2}expected: \[height, width, channels\]/u);
    }
  });
});
