import { initializerContract, registerChecks } from 'chainrule/testing';
import { describe, it } from 'vitest';
import { newPart } from '../src/newPart.ts';

registerChecks('newPart', initializerContract({ initializer: newPart(0.5) }), { describe, it });
