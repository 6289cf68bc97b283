import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { improves, monitoredFigure, monitorShape } from '../components/monitor.ts';
import type { Following, MonitoredFigures } from '../components/monitor.ts';
import { withDefault } from '../components/withDefault.ts';
import { ConfigError } from '../errors.ts';
import type { Better } from '../metrics/metric.ts';
import type { Bound, ObservingSchedule } from './schedule.ts';

/**
 * A value that is lowered when a figure of the training has stopped improving.
 *
 *     f is the initial value; after `patience` epochs without improvement   f ← max(γ·f, minimum)
 *
 * γ in (0, 1) is `factor`. An epoch improves where its figure is better than the best so far by more than `minDelta`; for `cooldown` epochs after a reduction none is counted.
 * f changes between epochs alone, whatever the step. A saved model keeps the value, the best figure and the counts, and training goes on
 * from them; a `warmUp` around it, which counts steps, climbs again, to that value.
 * Options are those of Keras' ReduceLROnPlateau. Throws a ConfigError where the run lacks the figure.
 */
export const reduceOnPlateau = defineSchedule({
  name: 'reduceOnPlateau',
  summary: 'lowered by a factor when a figure has stopped improving',
  options: () => z.strictObject({
    /** The value until the first reduction. */
    initialValue: z.number(),
    ...monitorShape,
    /** The factor γ of a reduction. */
    factor: withDefault(z.number().check(z.positive(), z.lt(1)), 0.1),
    /** Epochs without improvement before a reduction. */
    patience: withDefault(z.int().check(z.positive()), 10),
    /** The least change that counts as an improvement. */
    minDelta: withDefault(z.number().check(z.gte(0)), 1e-4),
    /** Epochs after a reduction in which none is counted. */
    cooldown: withDefault(z.int().check(z.gte(0)), 0),
    /** The least value. */
    minimum: withDefault(z.number(), 0),
  }).check(z.superRefine(({ minimum, initialValue }, context) => {
    if (minimum <= initialValue) return;
    if (minimum === 0) context.addIssue({ code: 'custom', message: 'below the minimum, which is 0 unless given', input: initialValue, path: ['initialValue'] });
    else context.addIssue({ code: 'too_big', origin: 'number', maximum: initialValue, inclusive: true, input: minimum, path: ['minimum'] });
  })),
  create: options => new Plateau(options),
});

interface PlateauOptions extends Following {
  readonly initialValue: number;
  readonly factor: number;
  readonly patience: number;
  readonly minDelta: number;
  readonly cooldown: number;
  readonly minimum: number;
}

const stateSchema = z.strictObject({
  value: z.number(),
  best: z.optional(z.number()),
  /** Epochs without improvement. */
  waited: z.int().check(z.gte(0)),
  /** Epochs that are not counted any more. */
  resting: z.int().check(z.gte(0)),
});

class Plateau implements ObservingSchedule {
  readonly monitor: string;
  readonly mode: Following['mode'];
  readonly bounds: readonly Bound[];
  private readonly options: PlateauOptions;
  private current: z.output<typeof stateSchema>;

  constructor(options: PlateauOptions) {
    this.options = options;
    this.monitor = options.monitor;
    this.mode = options.mode;
    this.bounds = [[options.initialValue, 'initialValue'], [Math.max(options.minimum, 0)]];
    this.current = { value: options.initialValue, waited: 0, resting: 0 };
  }

  at(): number {
    return this.current.value;
  }

  observe(figures: MonitoredFigures, better: Better): void {
    const { options, current: { value, best, waited, resting } } = this;
    const figure = monitoredFigure(options, figures);
    const improved = improves(figure, best, better, options.minDelta);
    const rested = Math.max(resting - 1, 0);
    const counted = improved || rested > 0 ? 0 : waited + 1;
    const reduce = counted >= options.patience;
    this.current = {
      value: reduce ? Math.max(value * options.factor, options.minimum) : value,
      ...(improved ? { best: figure } : best !== undefined && { best }),
      waited: reduce ? 0 : counted,
      resting: reduce ? options.cooldown : rested,
    };
  }

  state(): z.output<typeof stateSchema> {
    return this.current;
  }

  restore(state: unknown): void {
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success) throw new ConfigError('this is no state of reduceOnPlateau', { got: JSON.stringify(state), expected: 'value, best, waited and resting, as it gave them' });
    this.current = parsed.data;
  }
}
