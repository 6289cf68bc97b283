import { betterOf, monitoredFigure } from '../components/monitor.ts';
import { located } from '../errors.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { CompiledStep } from './compiledStep.ts';
import { EpochFigures } from './epochFigures.ts';
import type { Monitor } from './requireTrainable.ts';

/** Throws a ConfigError at `where` for a monitored figure that is a list, which is known from the figures over no samples, and for one of which nothing says what is better. */
export function requireMonitorable({ where, ...following }: Monitor, objective: Objective, step: CompiledStep): void {
  const empty = new EpochFigures(objective);
  empty.open(step);
  try {
    monitoredFigure(following, { training: empty.figures, validation: empty.figures });
    betterOf(following, objective.metrics);
  } catch (error) {
    throw located(error, where, ': ');
  }
}
