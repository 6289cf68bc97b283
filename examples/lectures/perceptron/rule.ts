import { pulled, scoreOf } from '../linearUnit.ts';
import type { LinearUnit } from '../linearUnit.ts';

/** The prediction of the notes: 1 where w₁p + w₂q + b ≥ 0, else 0. */
export function predicted(unit: LinearUnit, point: readonly number[]): number {
  return scoreOf(unit, point) >= 0 ? 1 : 0;
}

/** The rule of the notes: a misclassified point with label 1 adds α·(p, q, 1) to (w₁, w₂, b), one with label 0 subtracts it. */
export function learned(unit: LinearUnit, point: readonly number[], label: number, rate: number): LinearUnit {
  if (predicted(unit, point) === label) return unit;
  return pulled(unit, point, label === 1 ? rate : -rate);
}
