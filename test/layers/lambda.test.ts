import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrays, createRun, dense, lambda, meanSquaredError, openRun, sequential, sgd } from 'chainrule';
import type { LayerInput, RunConfig, Tensor } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

const config = (f: LayerInput | ((x: Tensor) => Tensor)): RunConfig => ({
  model: sequential([dense({ units: 2 }), typeof f === 'function' ? lambda((...[x]) => f(only(x))) : f, dense({ units: 1 })]),
  loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), data: arrays({ inputs: [[1], [2], [3]], targets: [[2], [4], [5]] }),
  backend: 'typescript', training: { epochs: 20, batchSize: 3 },
});

function only(x: Tensor | undefined): Tensor {
  if (x === undefined) throw new Error('a layer has an input');
  return x;
}

describe('lambda', () => {
  it('trains as the layer that computes the same does', async () => {
    await using run = await createRun(config(x => x.tanh()));
    await using other = await createRun(config('tanh'));
    for (const each of [run, other]) await each.train();
    expect(await run.predict([[1.5]])).toEqual(await other.predict([[1.5]]));
  });

  it('may change the shape of a sample, but keeps the batch axis', async () => {
    await using run = await createRun(config(x => x.sum(1, true)));
    expect(run.parts.objective.model.places.size).toBe(4);
    await expect(createRun(config(x => x.sum(0)))).rejects.toThrow('lambda: the function gives an output without the batch axis\n  got: [2] for a batch of 2, [2] for one of 3');
    await expect(createRun(config(x => x.T))).rejects.toThrow('without the batch axis');
  });

  it('locates what the function does wrong', async () => {
    await expect(createRun(config(x => x.matMul(x)))).rejects.toThrow(/lambda: matrix product of shapes that do not meet/u);
    await expect(createRun(config(() => 3 as unknown as Tensor))).rejects.toThrow('lambda: the function gives something that is no tensor\n  got: number');
    await expect(createRun(config(lambda((async (x: Tensor) => x) as never)))).rejects.toThrow('lambda: the function gives something that is no tensor\n  got: a promise');
    await expect(createRun(config(x => x.mul(undefined as never)))).rejects.toThrow('lambda: multiply of something that is no tensor\n  got: undefined\n  expected: a tensor; as a second operand');
    await expect(createRun(config(x => x.mul(Number(x) * 2)))).rejects.toThrow('lambda: an operand is NaN\n  got: NaN\n  expected: a tensor or a number\n  next: tensors have methods in place of operators: x.mul(2), not x * 2; where a NaN is meant, take constant(NaN)');
    await expect(createRun(config(x => x.add(`${x}1` as never)))).rejects.toThrow(/add of something that is no tensor[^]*methods in place of operators/u);
    await using limited = await createRun(config(x => x.minimum(Infinity).maximum(-Infinity).tanh()));
    expect((await limited.train({ epochs: 1 })).reason).toBe('finished');
    const kept: Tensor[] = [];
    await expect(createRun(config(x => x.mul(kept[kept.push(x) && 0] ?? x)))).rejects.toThrow('lambda: a tensor of another recording');
    expect(() => createRegistry([]).create('layer', lambda({ f: x => x, surrogate: true }))).toThrow('surrogate: a surrogate is a declared backward');
  });

  it('names the layer where the function or its backward throws, and keeps what it threw', async () => {
    const own = new TypeError('no such thing');
    const thrower = () => { throw own; };
    const nested = config(sequential([lambda({ name: 'mine', f: thrower })]));
    await expect(createRun(nested)).rejects.toMatchObject({
      message: expect.stringMatching(/^sequential\/mine: the function throws\n {2}got: TypeError: no such thing\n {2}next: correct it; the `cause` of this error has its stack/u), cause: own,
    });
    await expect(createRun(config(lambda({ f: x => x, backward: thrower })))).rejects.toMatchObject({ message: expect.stringMatching(/^lambda: the backward throws\n/u), cause: own });
    await expect(createRun(config(lambda({ f: x => x, backward: () => [null] as never })))).rejects.toThrow('lambda: the backward gives something that is no tensor\n  got: object\n  expected: one tensor an input');
  });

  it('cannot be written in a config file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'run.yaml');
    await writeFile(file, 'model:\n  - { use: lambda, f: "x => x.mul(2)" }\nloss: meanSquaredError\noptimizer: sgd\n');
    await expect(openRun(file)).rejects.toThrow(/run\.yaml:2:23: model\[0\]\.f: a function of tensors is given in code, and no file can hold one: contribute the layer by a plugin/u);
  });

  it('cannot be saved in a model file, which is said before a run with an output trains', async () => {
    const output = await mkdtemp(join(tmpdir(), 'chainrule-'));
    const refusal = 'model.layers[1].f: a function that was given in code cannot be saved in a model file';
    await using run = await createRun(config(x => x.tanh()));
    await expect(run.save(join(output, 'model.safetensors'))).rejects.toThrow(refusal);
    await using written = await createRun({ ...config(x => x.tanh()), output });
    await expect(written.train()).rejects.toThrow(refusal);
    expect(await readdir(output)).toEqual([]);
  });
});
