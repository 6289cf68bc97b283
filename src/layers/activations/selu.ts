import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';
import { exponentialUnit } from './exponentialUnit.ts';

/** For these two, activations of mean 0 and variance 1 stay so from layer to layer. */
const fixedPoint = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

/**
 * The scaled exponential linear unit, for nets that keep their activations normalised by themselves.
 *
 *     y = λ·x where x > 0, else λ·α·(eˣ − 1)    dx = λ·dy where x > 0, else λ·α·eˣ·dy    (the slope at 0 is λα)
 *
 * Shapes: any, kept. α = 1.6733, λ = 1.0507.
 * Source: Klambauer, Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks" (2017).
 */
export const selu = defineLayer({
  name: 'selu',
  summary: 'y = λ·x where x > 0, else λ·α·(eˣ − 1)',
  options: () => z.strictObject({}),
  create: () => activation(x => exponentialUnit(x, fixedPoint)),
});
