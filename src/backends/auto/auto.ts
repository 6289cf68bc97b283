import * as z from 'zod/mini';
import { defineBackend } from '../../components/definition.ts';
import { autoBackend } from './autoBackend.ts';

/** The fastest of the others that this machine has for the model. It says which it took, and why. */
export const auto = defineBackend({
  name: 'auto',
  summary: 'the fastest backend that is installed, by the size of the model',
  options: () => z.strictObject({}),
  create: () => autoBackend(),
});
