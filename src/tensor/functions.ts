import type { Shape } from './shape.ts';
import type { Tensor } from './tensor.ts';

type Axes = number | readonly number[];

/** The largest value along axes, kept with extent 1 and detached: it shifts a sum of exponentials and cancels out of its value. */
function shift(x: Tensor, axes: Axes = -1): Tensor {
  return x.max(axes, true).detach();
}

/** log Σⱼ e^xⱼ over the last axis, kept with extent 1: m + log Σ e^(x − m) with m = max x, which overflows nowhere. */
export function logSumExp(x: Tensor): Tensor {
  const largest = shift(x);
  return x.sub(largest).exp().sum(-1, true).log().add(largest);
}

/** softmax(x)ᵢ = e^xᵢ / Σⱼ e^xⱼ over the last axis or over others, axis 0 being the first of x. */
export function softmax(x: Tensor, axes: Axes = -1): Tensor {
  const powers = x.sub(shift(x, axes)).exp();
  return powers.div(powers.sum(axes, true));
}

/** log softmax(x) = (x − m) − log Σⱼ e^(xⱼ − m) over the last axis or over others, m = max x: adding m back would cost the digits of a small loss. */
export function logSoftmax(x: Tensor, axes: Axes = -1): Tensor {
  const shifted = x.sub(shift(x, axes));
  return shifted.sub(shifted.exp().sum(axes, true).log());
}

/** Class indices [n] as one-hot rows [n, classes] of float. */
export function oneHot(indices: Tensor, classes: number): Tensor {
  const columns = indices.constant([...Array(classes).keys()], [classes], 'int32');
  return indices.cast('int32').expandDims(-1).equal(columns).cast('float');
}

/** Zeros of a shape, in the recording of `inside`. */
export function zerosOf(inside: Tensor, shape: Shape): Tensor {
  return inside.constant(0).broadcastTo(shape);
}

/** A per-sample tensor [n] shaped to multiply x [n, …]: [n, 1, …]. */
export function perSample(values: Tensor, x: Tensor): Tensor {
  return values.reshape([values.size, ...x.shape.slice(1).map(() => 1)]);
}

/** The sum over every axis but the first: one value a sample. */
export function sumSamples(x: Tensor): Tensor {
  return x.rank === 1 ? x : x.sum(x.shape.map((_, axis) => axis).slice(1));
}
