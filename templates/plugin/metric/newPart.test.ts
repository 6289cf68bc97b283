import { metricContract, registerChecks } from 'chainrule/testing';
import { describe, it } from 'vitest';
import { newPart } from '../src/newPart.ts';

registerChecks('newPart', metricContract({
  metric: newPart(), prediction: [2], target: [2], best: targets => targets,
  reference(a, t, weights) {
    const total = a.reduce((sum, x, i) => sum + (Math.abs(x - (t[i] ?? 0)) * (weights[Math.floor(i / 2)] ?? 0)) / 2, 0);
    return total / weights.reduce((sum, weight) => sum + weight, 0);
  },
}), { describe, it });
