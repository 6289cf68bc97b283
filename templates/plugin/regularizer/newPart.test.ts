import { registerChecks, regularizerContract } from 'chainrule/testing';
import { describe, it } from 'vitest';
import { newPart } from '../src/newPart.ts';

registerChecks('newPart', regularizerContract({ regularizer: newPart(0.3) }), { describe, it });
