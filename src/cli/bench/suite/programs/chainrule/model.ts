import { adam, categoricalCrossEntropy, dense, dropout, l2, momentum, sequential, sgd } from '../../../../../index.ts';
import type { RunConfig } from '../../../../../index.ts';
import type { Row } from '../../rows.ts';

const optimizers = { sgd, momentum, adam };

/** Model, loss and optimizer of a row, as a user of chainrule writes them. */
export function modelOf({ sizes, activation, optimizer, learningRate, l2: lambda, dropout: rate }: Row): Pick<RunConfig, 'model' | 'loss' | 'optimizer'> {
  const regularized = lambda === 0 ? {} : { kernelRegularizer: l2(lambda) };
  const hidden = sizes.slice(1, -1).flatMap(units => [dense({ units, activation, ...regularized }), ...(rate === 0 ? [] : [dropout(rate)])]);
  return {
    model: sequential([...hidden, dense({ units: sizes.at(-1) ?? 0, ...regularized })]),
    loss: categoricalCrossEntropy(),
    optimizer: optimizers[optimizer]({ learningRate }),
  };
}
