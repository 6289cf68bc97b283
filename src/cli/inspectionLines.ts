import { count, counted, withAbout } from '../training/observers/figures.ts';
import type { InspectedLayer, Inspection } from '../run/inspectRun.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import { table } from './table.ts';

/** An inspection for the eye: a table of layers, then what a step takes. */
export function inspectionLines(inspection: Inspection): readonly string[] {
  const { name, backend, about, gradients, inputs, layers, parameters } = inspection;
  return [
    `${name}: input ${inputs.map(formatShape).join(', ')}, backend ${withAbout(backend, about)}, gradients by ${gradients}`,
    '',
    ...table([['layer', 'output', 'parameters', ''], ...layers.map(layerRow), ['total', '', count(parameters), '']], [2]),
    '',
    ...table(facts(inspection)),
  ];
}

function layerRow({ path, outputs, parameters }: InspectedLayer): readonly string[] {
  const own = Object.entries(parameters);
  const total = own.reduce((sum, [, shape]) => sum + sizeOf(shape), 0);
  return [path === '' ? '(model)' : path, outputs.map(formatShape).join(', '), count(total), own.map(([name, shape]) => `${name} ${formatShape(shape)}`).join(', ')];
}

function facts({ purpose, batchSize, memory, samples, stepsPerEpoch, operations, gaps, backend, passedOver }: Inspection): readonly (readonly string[])[] {
  const lacking = new Set(gaps.map(({ operation, path, reason }) => `${operation}${path === '' ? '' : ` at ${path}`}: ${reason}`));
  return [
    ['state', `${bytes(memory.state)} of parameters, optimizer slots and buffers`],
    ['memory', memory.step === undefined ? 'not known' : `${bytes(memory.step)} beside the state, to ${purpose} with batches of ${count(batchSize)}`],
    ['epoch', samples === undefined ? 'no data' : `${counted(stepsPerEpoch ?? 0, 'step')} over ${counted(samples, 'sample')}`],
    ['graph', `${counted(operations, 'operation')} to ${purpose}`],
    ...(lacking.size === 0 ? [['lacking', `nothing: ${backend} runs all of them`]] : [...lacking].map(line => ['lacking', line])),
    ...passedOver.map(line => ['not taken', line]),
  ];
}

function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  return size < 1e6 ? `${(size / 1e3).toFixed(1)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
