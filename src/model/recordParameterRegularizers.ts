import type { RegularizerPenalty } from '../regularizers/regularizer.ts';
import { requireGradientShape } from '../tensor/gradientError.ts';
import { requireScalar, requireShape } from '../tensor/requireShape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { ForwardRecording } from './forwardRecording.ts';
import type { Model } from './model.ts';

/** A parameter's share in the loss, and its way back into the ledger of gradients. */
export interface RegularizerTerm {
  readonly value: Tensor;
  backward(): void;
}

/**
 * Penalties and transforms of parameters. They count once a step, whatever the batch.
 * Throws a ShapeError with the parameter's path where a penalty is not a scalar, or a gradient or a transform has another shape than the parameter.
 */
export function recordParameterRegularizers(recording: ForwardRecording, model: Model): readonly RegularizerTerm[] {
  return model.parameters.flatMap(({ path, shape, regularizer }) => {
    if (regularizer === undefined) return [];
    return recording.recorder.scoped(path, () => {
      const own = recording.state(`parameters/${path}`, shape);
      const context = recording.contextAt(path, false);
      const scale = recording.scalar('penaltyScale', { at: () => 1 });
      const transformed = recording.training ? regularizer.transform?.(context, own) : undefined;
      if (transformed !== undefined) replaceParameter(recording, path, transformed.y, shape);
      const penalty = checkedPenalty(regularizer.penalty?.(context, own, elements => elements.sum()), shape);
      return [{
        value: penalty?.value.mul(scale) ?? own.constant(0),
        backward: () => recording.recorder.scoped(path, () => {
          if (transformed !== undefined) recording.ledger.transform(path, gradient => checkedGradient(transformed.backward(gradient), shape));
          if (penalty !== undefined) recording.ledger.add(path, penalty.gradient.mul(scale));
        }),
      }];
    });
  });
}

function replaceParameter(recording: ForwardRecording, path: string, y: Tensor, shape: Shape): void {
  requireShape("a regularizer's transform gives a parameter another shape", y.shape, shape);
  recording.replaceParameter(path, y);
}

function checkedGradient(gradient: Tensor, shape: Shape): Tensor {
  requireGradientShape("the backward of a regularizer's transform gives a gradient of another shape", gradient.shape, shape);
  return gradient;
}

function checkedPenalty(penalty: RegularizerPenalty | undefined, shape: Shape): RegularizerPenalty | undefined {
  if (penalty === undefined) return undefined;
  requireScalar('the value of a penalty', penalty.value.shape);
  requireGradientShape('the gradient of a penalty has another shape than its parameter', penalty.gradient.shape, shape);
  return penalty;
}
