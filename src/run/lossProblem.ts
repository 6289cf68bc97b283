import { ConfigError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** What is counted against the outputs of a model. */
export interface LossCounts {
  readonly losses: number;
  /** Losses, and nulls behind them. */
  readonly entries: number;
  readonly targets: number;
  /** Where targets would come from. */
  readonly source: 'data' | 'shapes';
}

/** What is wrong where outputs, losses and targets do not go together. */
export function lossProblem({ losses, entries, targets, source }: LossCounts, outputs: readonly Shape[]): ConfigError {
  if (targets === 0) return withoutTargets(source);
  if (outputs.length < losses || targets < losses) return tooManyLosses(losses, outputs.length, targets);
  return outputs.length < entries ? tooManyNulls(entries - losses, losses, outputs.length) : withoutLoss(entries, outputs);
}

function tooManyLosses(losses: number, outputs: number, targets: number): ConfigError {
  return new ConfigError('there are more losses than outputs with targets', {
    where: 'loss', got: `${counted(losses, 'loss', 'losses')}, ${counted(outputs, 'output')}, ${counted(targets, 'target')}`, expected: 'a loss for each output that has a target',
  });
}

function withoutTargets(source: 'data' | 'shapes'): ConfigError {
  if (source === 'shapes') return new ConfigError('no shape of a target is given', { where: 'shapes.targets', got: 'none', expected: 'a shape for each loss', next: 'write shapes: { inputs: [[784]], targets: [[10]] }' });
  return new ConfigError('the data have no targets', {
    where: 'data', got: 'inputs alone', expected: 'a target for each loss',
    next: 'give them: arrays({ inputs, targets }), or `target` with the name of a column of a file; to learn the inputs themselves, give these as targets too',
  });
}

function tooManyNulls(nulls: number, losses: number, outputs: number): ConfigError {
  return new ConfigError('null stands for an output that the model does not have', {
    where: 'loss', got: `${counted(losses, 'loss', 'losses')} and ${counted(nulls, 'null')} for ${counted(outputs, 'output')}`, expected: 'an entry for each output of the model',
    next: `leave out ${losses === outputs ? 'null' : `all but ${counted(outputs - losses, 'null')}`}`,
  });
}

function withoutLoss(entries: number, outputs: readonly Shape[]): ConfigError {
  const missing = outputs.slice(entries).map((shape, index) => `output ${entries + index + 1} ${formatShape(shape)}`);
  return new ConfigError('an output without a loss, which would not be trained', {
    where: 'loss', got: `${entries} for ${outputs.length} outputs: none for ${missing.join(', ')}`, expected: 'an entry for each output of the model',
    next: 'write a list with a loss for each output; null at its end stands for an output that is to have none: [meanSquaredError, null]',
  });
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
