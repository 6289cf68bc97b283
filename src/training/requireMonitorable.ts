import { monitoredFigure } from '../components/monitor.ts';
import { located } from '../errors.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { CompiledStep } from './compiledStep.ts';
import { EpochFigures } from './epochFigures.ts';

/** Throws a ConfigError at `where` for a monitored figure that is a list. It is known before the first step, from the figures over no samples. */
export function requireMonitorable(monitor: string, where: string, objective: Objective, step: CompiledStep): void {
  const empty = new EpochFigures(objective);
  empty.open(step);
  try {
    monitoredFigure({ monitor }, { training: empty.figures, validation: empty.figures });
  } catch (error) {
    throw located(error, where, ': ');
  }
}
