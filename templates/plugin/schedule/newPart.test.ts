import { registerChecks, scheduleContract } from 'chainrule/testing';
import { describe, it } from 'vitest';
import { newPart } from '../src/newPart.ts';

registerChecks('newPart', scheduleContract({
  schedule: newPart({ initial: 0.2, steps: 50 }),
  reference: step => 0.2 / Math.sqrt(1 + step / 50),
}), { describe, it });
