import { optimizerContract, registerChecks } from 'chainrule/testing';
import { describe, it } from 'vitest';
import { newPart } from '../src/newPart.ts';

registerChecks('newPart', optimizerContract({
  optimizer: newPart({ learningRate: 0.2, momentum: 0.5 }),
  reference(parameter, gradient, _, state) {
    const before = state['velocity'] ?? parameter.map(() => 0);
    const velocity = before.map((v, i) => 0.5 * v + (gradient[i] ?? 0));
    state['velocity'] = velocity;
    return parameter.map((w, i) => w - 0.2 * (velocity[i] ?? 0));
  },
}), { describe, it });
