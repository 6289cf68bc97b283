import { accumulate, adam, chain, clipByGlobalNorm, cosineDecay, l2, momentum, reduceOnPlateau, sgd } from 'chainrule';
import type { Tensor } from 'chainrule';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MinimizationError, minimize } from '../../src/run/minimize.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { backendNames } from '../../src/verification/testedBackends.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';

const rosenbrock = ({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => x.negate().add(1).square().add(y.sub(x.square()).square().mul(100));
const float64 = { backend: 'typescript:float64' } as const;
const bowl = ({ x }: { readonly x: Tensor }) => x.sub(3).square().sum();
const tested = await testedBackends(backendNames);

describe('minimize', () => {
  it('finds the minimum of Rosenbrock’s function, as its docstring says', async () => {
    const { value, parameters: { x, y } } = await minimize(rosenbrock, { x: -1.2, y: 1 }, adam({ learningRate: 0.05 }), { steps: 2000, ...float64 });
    expectClose([value, x, y], [0, 1, 1], { relative: 1e-3, absolute: 1e-6 });
    const text = readFileSync(new URL('../../src/run/minimize.ts', import.meta.url), 'utf8').replaceAll(/^ \* ?/gmu, '');
    expect(text).toContain(rosenbrock.toString().replace(/^\(.*?\) =>/u, '({ x, y }) =>'));
    expect(text).toContain("{ x: -1.2, y: 1 }, adam({ learningRate: 0.05 }), { steps: 2000, backend: 'typescript:float64' }");
  });

  it.each(tested)('takes the same steps on $name', async ({ backend, name }) => {
    if (backend === undefined) return;
    const { history } = await minimize(rosenbrock, { x: -1.2, y: 1 }, momentum({ learningRate: 1e-3 }), { steps: 20, history: true, backend: name });
    const expected = await minimize(rosenbrock, { x: -1.2, y: 1 }, momentum({ learningRate: 1e-3 }), { steps: 20, history: true, ...float64 });
    expectClose(history ?? [], expected.history ?? [], { relative: 1e-3, absolute: 1e-4 });
  });

  it('gives parameters in the form in which they were given', async () => {
    const f = ({ a, b, c }: Readonly<Record<'a' | 'b' | 'c', Tensor>>) => a.add(b.sum()).add(c.sum()).square();
    const { parameters: { a, b, c } } = await minimize(f, { a: 2, b: [[1, 2], [3, 4]], c: { shape: [2], values: Float64Array.of(1, 1) } }, sgd(0), { steps: 1, ...float64 });
    expect([a, b, c]).toEqual([2, [[1, 2], [3, 4]], { shape: [2], values: Float64Array.of(1, 1) }]);
  });

  it('keeps the digits of its start, and takes the steps that the optimizer makes', async () => {
    const seen: number[] = [];
    const { value, parameters, steps, reason, history } = await minimize(bowl, { x: [0.1] }, sgd(0.25), { steps: 2, ...float64, history: true, onStep: ({ slope }) => { seen.push(slope); } });
    expect({ steps, reason }).toEqual({ steps: 2, reason: 'finished' });
    expectClose([...parameters.x, value, ...history ?? [], ...seen], [2.275, 0.525_625, 8.41, 2.1025, 5.8, 2.9], { relative: 1e-14, absolute: 0 });
  });

  it('ends where the slope is small, with the parameters at which it is', async () => {
    const { reason, steps, value, parameters: { x } } = await minimize(bowl, { x: [2] }, sgd(0.25), { tolerance: 0.3, ...float64 });
    expect({ reason, steps, value, x }).toEqual({ reason: 'converged', steps: 3, value: 1 / 64, x: [2.875] });
  });

  it('ends where the caller says so', async () => {
    const stopped = await minimize(bowl, { x: [2] }, sgd(0.25), { ...float64, onStep: ({ step }) => step < 1 });
    expect(stopped).toMatchObject({ reason: 'stopped', steps: 2, parameters: { x: [2.75] }, value: 1 / 16 });
    expect(await minimize(bowl, { x: [2] }, sgd(0.25), { ...float64, signal: AbortSignal.abort() })).toMatchObject({ reason: 'interrupted', steps: 0, parameters: { x: [2] }, value: 1 });
    const controller = new AbortController();
    const endless = minimize(bowl, { x: [2] }, sgd(0), { steps: 1e9, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect(await endless).toMatchObject({ reason: 'interrupted' });
  });

  it('takes schedules, chains, noise and numbers that change', async () => {
    const f = ({ x }: { readonly x: Tensor }, context: Parameters<Parameters<typeof minimize>[0]>[1]) => (
      x.sub(context.noise('jitter', [2], { distribution: 'normal', perSample: false }).mul(0.1)).square().sum().mul(context.scalar('weight', { at: step => 1 + step })));
    const run = () => minimize(f, { x: [3, -3] }, chain([clipByGlobalNorm(1), sgd(cosineDecay({ initialValue: 0.2, decaySteps: 100 }))]), { steps: 100, seed: 3, ...float64 });
    const { parameters: { x } } = await run();
    expectClose(x, [0, 0], { relative: 0, absolute: 0.3 });
    expect(await run()).toMatchObject({ parameters: { x } });
  });

  it('ends at what is not finite, with the last good parameters', async () => {
    const root = ({ x }: { readonly x: Tensor }) => x.sqrt().sum();
    const error: unknown = await minimize(root, { x: [1, 4] }, sgd(1.2), { ...float64, history: true }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(MinimizationError);
    expect(error).toMatchObject({ message: expect.stringContaining('step 2: the function is not finite'), last: { value: expect.closeTo(Math.sqrt(0.4) + Math.sqrt(3.7), 12), steps: 1, history: [3, expect.anything()] } });
    await expect(minimize(root, { x: [-1] }, sgd(1))).rejects.toMatchObject({ last: { steps: 0, parameters: { x: [-1] } } });
  });

  it('says what is wrong with its input', async () => {
    const plateau = sgd({ learningRate: reduceOnPlateau({ initialValue: 1 }) });
    const wrong = [
      [() => minimize(({ x }) => x, { x: [1, 2] }, sgd(1)), 'function: the value of the function is not a scalar\n  got: [2]\n  expected: []'],
      [() => minimize(undefined as never, { x: 1 }, sgd(1)), 'function: there is no function to minimise\n  got: nothing\n  expected: a function of tensors'],
      [() => minimize(({ rate, momentun }: Readonly<Record<string, Tensor>>) => (momentun ?? never()).mul(rate ?? never()), { rate: 1, momentum: 2 }, sgd(1)),
        'function: the function asks for a parameter "momentun", which has no first value\n  expected: one of rate, momentum\n  did you mean: momentum?\n  next: give it one: minimize(f, { …, momentun: 0 }, …)'],
      [() => minimize(({ x }) => x.mul('2' as never), { x: 1 }, sgd(1)), 'function: multiply of something that is no tensor\n  got: string'],
      [() => minimize(({ x }) => x.less(2), { x: 1 }, sgd(1)), 'function: the value of the function is no float\n  got: bool'],
      [() => minimize(({ x }) => x.floor(), { x: 1 }, sgd(1)), 'function: the function has no derivative with respect to its parameters\n  got: a value that does not depend smoothly on x'],
      [() => minimize(bowl, null as never, sgd(1)), 'parameters: there is nothing to minimise by\n  got: null'],
      [() => minimize(bowl, [3] as never, sgd(1)), 'parameters: there is nothing to minimise by\n  got: [3]'],
      [() => minimize(bowl, { x: null as never }, sgd(1)), 'x: these are no values of a weight\n  got: null'],
      [() => minimize(bowl, { x: [] }, sgd(1)), 'x: a parameter without numbers\n  got: [0]'],
      [() => minimize(bowl, { x: { shape: [2], values: Float64Array.of(1) } }, sgd(1)), 'x: the values do not fill this weight\n  got: 1 values of shape [2]'],
      [() => minimize(({ x }) => x.matMul(x), { x: [1, 2] }, sgd(1)), 'function: matrix product of shapes'],
      [() => minimize((() => 3) as never, { x: 1 }, sgd(1)), 'the function gives no tensor\n  got: number'],
      [() => minimize(bowl, { x: [1] }, sgd(-1)), 'optimizer.learningRate: out of range'],
      [() => minimize(bowl, { x: [1] }, 'sgt'), 'optimizer: unknown optimizer "sgt"'],
      [() => minimize(bowl, { x: [1] }, sgd(1), { step: 5 } as never), 'minimize: unknown option "step"\n  expected: steps, tolerance, backend'],
      [() => minimize(bowl, { x: [1] }, sgd(1), { steps: -1 }), 'minimize.steps: an option has a wrong value\n  got: -1\n  expected: at least 0'],
      [() => minimize(bowl, { x: [1] }, sgd(1), null as never), 'minimize: an option has a wrong value\n  got: null\n  expected: an object'],
      [() => minimize(bowl, { x: [1] }, sgd(1), { backend: 'cuda' }), 'backend: unknown backend "cuda"'],
      [() => minimize(bowl, { x: [1] }, sgd(1), { onStep: 3 as never }), 'minimize.onStep: an option has a wrong value\n  got: 3\n  expected: a function'],
      [() => minimize(bowl, { x: [1] }, accumulate({ optimizer: sgd(1), batches: 10 }), { steps: 5 }), 'optimizer.batches: more batches than the training has: nothing would be updated\n  got: 10, in a training of 5 steps'],
      [() => minimize(({ x }, context) => x.mul(context.scalar('k', 3 as never)), { x: 1 }, sgd(1)), 'function: the scalar "k" does not say its value for a step\n  got: 3\n  expected: an object with at(step)'],
      [() => minimize(({ x }, context) => x.mul(context.scalar(undefined as never, { at: () => 3 })), { x: 1 }, sgd(1)), 'function: a scalar without a name\n  got: nothing'],
      [() => minimize(({ x }, context) => x.mul(context.scalar('k', { at: () => '3' as never })), { x: 1 }, sgd(1)), 'function/k: the scalar gives no number in step 1\n  got: "3"\n  expected: a number'],
      [() => minimize(({ x }, context) => x.mul(context.noise('n', [], undefined as never)), { x: 1 }, sgd(1)), 'function: the noise "n" has no known distribution\n  got: nothing\n  expected: one of uniform, normal, bernoulli'],
      [() => minimize(({ x }, context) => x.mul(context.noise('n', 3 as never, { distribution: 'normal', perSample: false })), { x: 1 }, sgd(1)), 'function: the noise "n" has no shape\n  got: 3'],
      [() => minimize(({ x }, context) => x.mul(context.noise('n', [], { distribution: 'normal' } as never)), { x: 1 }, sgd(1)), 'function: the noise "n" does not say whether each sample has its own'],
      [() => minimize(({ x }, context) => x.mul(context.noise('n', [], { distribution: 'bernoulli', perSample: false })), { x: 1 }, sgd(1)), 'function: the probability of the noise "n" does not say its value for a step\n  got: nothing'],
      [() => minimize(({ x }) => x.mul(Number(x) * 2), { x: 1 }, sgd(1)), 'function: an operand is NaN\n  got: NaN\n  expected: a tensor or a number\n  next: tensors have methods in place of operators: x.mul(2), not x * 2'],
      [() => minimize(bowl, { x: [Number.NaN] }, sgd(1)), 'x[0]: a weight is a finite number'],
      [() => minimize(bowl, { x: [[1], [2, 3]] } as never, sgd(1)), 'x'],
      [() => minimize(bowl, {} as never, sgd(1)), 'there is nothing to minimise by'],
      [() => minimize(bowl, { x: [1] }, plateau), 'optimizer.learningRate.monitor: a schedule that follows figures of epochs'],
      [() => minimize(bowl, { x: [1] }, l2(1) as never), 'unknown optimizer "l2"'],
    ] as const;
    for (const [work, message] of wrong) await expect(work()).rejects.toThrow(message);
  });

  it('keeps what the function throws as the cause of an error that says where', async () => {
    const own = new RangeError('mine');
    const error: unknown = await minimize(() => { throw own; }, { x: 1 }, sgd(1)).catch((error: unknown) => error);
    expect(error).toMatchObject({ message: expect.stringMatching(/^function: the function throws\n {2}got: RangeError: mine\n {2}next: correct it/u), cause: own });
  });
});

function never(): never {
  throw new Error('a parameter is missing');
}
