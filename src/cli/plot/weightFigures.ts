import { histogram } from '../../charts/histogram.ts';
import { imageGrid } from '../../charts/imageGrid.ts';
import type { GridImage } from '../../charts/imageGrid.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { HostTensor } from '../../training/hostTensor.ts';
import type { Run } from '../../training/run.ts';
import { fileName } from './figure.ts';
import type { Draw, NamedChart } from './figure.ts';

/** The most images of a kernel: more are not looked at. */
const mostImages = 64;
/** A picture of fewer pixels shows nothing; flat inputs of fewer than the other are more likely the columns of a table. */
const [leastSide, leastFlat] = [3, 8];

/** Height, width and channels. */
type Picture = readonly [number, number, number];

/** The kernel that acts on the input where that is a picture, an image a unit. */
export const drawWeights: Draw = async ({ run: open }) => {
  const run = await open();
  if (typeof run === 'string') return run;
  const input = run.parts.layout.inputs[0]?.shape ?? [];
  const picture = pictureOf(input);
  if (picture === undefined) return `the input is no picture but [${input.join(', ')}], neither [height, width, channels] nor a square number from ${leastFlat ** 2} on`;
  const path = firstKernel(run, sizeOf(input));
  const kernel = (await run.getWeights())[path ?? ''];
  return path === undefined || kernel === undefined ? 'the first kernel does not act on the whole input' : [kernelChart(path, kernel, picture)];
};

/** How the weights of each kernel are distributed. */
export const drawHistograms: Draw = async ({ run: open }) => {
  const run = await open();
  if (typeof run === 'string') return run;
  const kernels = Object.entries(await run.getWeights()).filter(([, { shape }]) => shape.length > 1);
  if (kernels.length === 0) return 'the model has no kernel';
  return kernels.map(([path, { values }]) => ({ name: fileName('histogram', path), chart: histogram({ title: `Weights of ${path}`, x: { label: 'weight' }, series: [{ name: path, values }] }) }));
};

/** The first kernel, where it has a row an input value. */
function firstKernel({ parts: { objective: { model } } }: Run, size: number): string | undefined {
  const kernel = model.parameters.find(({ shape }) => shape.length > 1);
  return kernel?.shape.length === 2 && kernel.shape[0] === size ? kernel.path : undefined;
}

/** An input as a picture: [height, width], [height, width, channels], or a square number of values, as digits have. */
function pictureOf(shape: readonly number[]): Picture | undefined {
  const [height = 0, width = 0, channels = 1] = shape.length === 1 ? [Math.sqrt(shape[0] ?? 0), Math.sqrt(shape[0] ?? 0)] : shape;
  const fits = shape.length <= 3 && Number.isInteger(height) && Math.min(height, width) >= (shape.length === 1 ? leastFlat : leastSide);
  return fits ? [height, width, channels] : undefined;
}

/** A kernel whose last axis is that of its units, an image a unit and channel. */
function kernelChart(path: string, { values, shape }: HostTensor, [height, width, channels]: Picture): NamedChart {
  const units = shape.at(-1) ?? 1;
  const all = Array.from({ length: units * channels }, (_, index) => [Math.floor(index / channels), index % channels] as const);
  const images = all.slice(0, mostImages).map(([unit, channel]): GridImage => ({
    values: Array.from({ length: height * width }, (_, pixel) => values[(pixel * channels + channel) * units + unit] ?? Number.NaN),
    caption: channels === 1 ? `unit ${unit + 1}` : `${unit + 1}, channel ${channel + 1}`,
  }));
  const title = `Weights of ${path}${all.length > mostImages ? `, the first ${mostImages} of ${all.length} images` : ''}`;
  return { name: fileName('weights', path), chart: imageGrid({ title, width, height, images, colours: 'diverging' }) };
}
