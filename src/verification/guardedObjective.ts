import { ChainruleError, PluginError, ShapeError } from '../errors.ts';
import type { Layer, LayerGradients } from '../layers/layer.ts';
import type { Loss } from '../losses/loss.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Regularizer, RegularizerPenalty } from '../regularizers/regularizer.ts';
import { GradientError } from '../tensor/gradientError.ts';
import { Tensor } from '../tensor/tensor.ts';
import { firstLineOf } from './firstLineOf.ts';

/**
 * An objective whose layers, losses and regularizers are somebody else's: whatever a backward of theirs throws, when it is recorded, is a GradientError, whatever else in them throws is a PluginError, each with the path.
 * What a ChainruleError says already is kept.
 */
export function guardedObjective(objective: Objective): Objective {
  const { model, losses } = objective;
  return {
    ...objective,
    model: {
      ...model,
      places: new Map([...model.places].map(([layer, place]) => [layer, { ...place, layer: guardedLayer(layer, place.spec.outputs.length) }])),
      parameters: model.parameters.map(parameter => ({ ...parameter, regularizer: parameter.regularizer && guardedRegularizer(parameter.regularizer) })),
    },
    losses: losses.map(({ loss, weight }) => ({ weight, loss: guardedLoss(loss) })),
  };
}

function guardedLayer(layer: Layer, outputs: number): Layer {
  return {
    surrogate: layer.surrogate ?? false,
    build: (inputs, context) => layer.build(inputs, context),
    forward(...given) {
      const result = inForward(() => layer.forward(...given));
      requireTensors(PluginError, 'its forward gives no list of outputs', result?.outputs);
      if (result.outputs.length !== outputs) throw new PluginError('its forward gives another number of outputs than build declares', { got: String(result.outputs.length), expected: String(outputs) });
      return { ...result, backward: dOutputs => inBackward(() => checkedGradients(result.backward(dOutputs))) };
    },
  };
}

function checkedGradients(gradients: LayerGradients): LayerGradients {
  requireTensors(GradientError, 'its backward gives no list of gradients, one an input', gradients?.inputs, true);
  requireTensors(GradientError, 'its backward gives a gradient of a parameter that is no tensor', Object.values(gradients.parameters ?? {}), true);
  return gradients;
}

function guardedLoss(loss: Loss): Loss {
  return {
    batchReduction: loss.batchReduction,
    forward(...given) {
      const result = inForward(() => loss.forward(...given));
      requireTensors(PluginError, 'its forward gives no values, one a sample', [result?.values]);
      return { values: result.values, backward: dValues => inBackward(() => checkedGradient(result.backward(dValues))) };
    },
  };
}

function guardedRegularizer(regularizer: Regularizer): Regularizer {
  const { penalty, transform } = regularizer;
  return {
    ...(penalty && { penalty: (...given) => inForward(() => checkedPenalty(penalty.call(regularizer, ...given))) }),
    ...(transform && {
      transform(...given) {
        const result = inForward(() => transform.call(regularizer, ...given));
        requireTensors(PluginError, 'its transform gives no y', [result?.y]);
        return { y: result.y, backward: dy => inBackward(() => checkedGradient(result.backward(dy))) };
      },
    }),
  };
}

function checkedPenalty(penalty: RegularizerPenalty): RegularizerPenalty {
  requireTensors(PluginError, 'its penalty gives no value', [penalty?.value]);
  requireTensors(GradientError, 'its penalty gives no gradient', [penalty.gradient]);
  return penalty;
}

function checkedGradient(gradient: Tensor): Tensor {
  requireTensors(GradientError, 'its backward gives no gradient', [gradient]);
  return gradient;
}

/** What the compiler holds for tensors may be anything where a plugin is plain JavaScript. */
function requireTensors(Mistake: typeof PluginError | typeof GradientError, problem: string, values: unknown, orUndefined = false): void {
  const isOne = (value: unknown) => value instanceof Tensor || (orUndefined && value === undefined);
  if (!Array.isArray(values) || !values.every(isOne)) throw new Mistake(problem, { expected: 'tensors that are computed from those that it is given' });
}

function inForward<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ChainruleError ? error : new PluginError('its forward throws', { got: firstLineOf(error) }, { cause: error });
  }
}

function inBackward<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GradientError) throw error;
    // A plugin's own error comes with its place in the plugin's file.
    if (error instanceof PluginError) throw new GradientError('its backward throws', { got: error.details.got }, { cause: error });
    if (error instanceof ChainruleError) throw new GradientError(error instanceof ShapeError ? `its backward: ${error.problem}` : error.problem, error.details, { cause: error });
    throw new GradientError('its backward throws', { got: firstLineOf(error) }, { cause: error });
  }
}
