import { defineObserver, z } from 'chainrule';
import type { RunConfig, WatchedGradients } from 'chainrule';
import { lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { curveOf, newHistory } from '../history.ts';
import type { History } from '../history.ts';
import { agrees, atLeast, below, shows } from '../lecture.ts';
import type { Finding, LectureResult } from '../lecture.ts';
import { openConfig } from '../openConfig.ts';

/** A deep network that was trained, with the looks at its gradients. */
interface Deep {
  readonly name: string;
  readonly history: History;
  readonly looks: readonly WatchedGradients[];
  readonly loss: number;
}

/** Sigmoid, tanh and relu in a deep network: the size of the gradient by layer, and units that no gradient reaches. */
export async function vanishing(changes: Partial<RunConfig>): Promise<LectureResult> {
  const [sigmoid, tanh, relu] = [await deep('sigmoid', changes), await deep('tanh', changes), await deep('relu', changes)];
  const killed = await deep('relu', { ...changes, optimizer: { use: 'sgd', learningRate: 3 } });
  return {
    findings: [
      below('sigmoid: norm of the gradient, first layer over output', 1e-3, share(sigmoid)),
      ...[tanh, relu].map(own => atLeast(`${own.name}: norm of the gradient, first layer over output`, 0.1, share(own))),
      agrees('sigmoid: training loss after 300 epochs, log 2 is that of always ½', Number(Math.LN2.toFixed(4)), sigmoid.loss, 1e-3),
      ...[tanh, relu].map(own => below(`${own.name}: training loss after 300 epochs`, 0.4, own.loss)),
      ...[sigmoid, tanh].map(own => agrees(`${own.name}: units whose gradients are all 0, the most in a look`, 0, Math.max(...own.looks.map(deadUnits)), 0)),
      deadOfRelu(relu, killed),
    ],
    figures: { 'gradient-by-layer': byLayer([sigmoid, tanh, relu]), 'deep-loss': losses([sigmoid, tanh, relu]) },
  };
}

async function deep(name: string, changes: Partial<RunConfig>): Promise<Deep> {
  const [history, looks] = [newHistory(), [] as WatchedGradients[]];
  const watch = defineObserver({ name: 'watch', summary: 'keeps the looks at gradients', options: () => z.strictObject({}), create: () => ({ gradientsWatched: look => { looks.push(look); } }) });
  await using run = await openConfig(import.meta.url, `deep-${name}.yaml`, { ...changes, observers: [history.observer, watch()] });
  await run.train();
  const { loss } = await run.evaluate('train');
  return { name, history, looks, loss };
}

/** Of the first step. */
function share({ looks: [first] }: Deep): number {
  return (first?.layers[0]?.norm ?? Number.NaN) / (first?.layers.at(-1)?.norm ?? Number.NaN);
}

function deadUnits({ layers }: WatchedGradients): number {
  return layers.reduce((sum, layer) => sum + layer.deadUnits, 0);
}

function deadOfRelu(relu: Deep, killed: Deep): Finding {
  const [now, after] = [relu, killed].map(({ looks }) => Math.max(...looks.slice(-1).map(deadUnits)));
  return shows('relu: units whose gradients are all 0, at the end', 'all of them at too large a rate', `${now} of 61 at η = 0.1, ${after} of 61 at η = 3`, after === 61 && Number(now) < 30);
}

function byLayer(all: readonly Deep[]): Chart {
  const series = all.map(({ name, looks: [first] }) => ({ name, points: (first?.layers ?? []).map(({ norm }, index) => ({ x: index + 1, y: norm })) }));
  return lineChart({ title: 'Size of the gradient by layer, first step', x: { label: 'layer, from the input to the output', scale: 'linear', whole: true }, y: { label: 'norm of the gradient', scale: 'log' }, series });
}

function losses(all: readonly Deep[]): Chart {
  return lineChart({
    title: 'Six hidden layers: training loss by epoch', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy', scale: 'linear' },
    series: all.map(({ name, history }) => curveOf(history, 'training', 'loss', name)),
  });
}
