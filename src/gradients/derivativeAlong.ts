/** What differences tell of the derivative of a function along a line. */
export interface LineDerivative {
  readonly derivative: number;
  /** How far it may be off: what is left of truncation, and the rounding of f over the step; at a kink half of what the slopes to both sides differ by. Infinite where f is not finite nearby. */
  readonly error: number;
  /** True where the slopes to both sides differ as the step shrinks, or f jumps. */
  readonly kink: boolean;
}

/** On what a derivative is taken. */
export interface Line {
  /** f(x + offset·direction). */
  readonly at: (offset: number) => number | Promise<number>;
  /** f(x). */
  readonly center: number;
  /** The widest step, a power of two, so that steps are added exactly. */
  readonly scale: number;
  /** How far rounding may put a value of f off. */
  readonly noise: number;
  /** An error that is small enough. */
  readonly enough?: number;
  /** How many fourths of the scale the narrowest step is, as a power. */
  readonly narrowest: number;
}

/** Each step is a fourth of that before: two that follow one another share a difference, and Richardson's extrapolation from them takes the error of h² away. */
const ratio = 4;

/** The power of 4 that divides the scale for the first step: 1e-3, between truncation and rounding for a function of usual bends. */
const first = 5;

/** The narrowest step, relative to the scale, that a kink is kept apart by: one within it counts as lying at x, since float32 does not tell the two. */
const atKink = 1e-6;

/** So many steps in a row show a kink: a function that turns fast may look like one by chance for one or two. */
const surely = 3;

/** The share of the derivative that an error may make up for the search to end. */
const precise = 1e-6;

/**
 * The derivative of a function along a line, by central differences with the step that knows it best, in float64.
 *
 *     D(h) = (f(h) − f(−h)) / 2h    f′ ≈ D(h/4) + (D(h/4) − D(h)) / 15    (Richardson: exact to h⁴)
 *     J(h) = (f(h) − 2·f(0) + f(−h)) / h    (right slope − left slope, 0 to first order: J(h) = 4·J(h/4))
 *
 * The error is estimated as |D(h/4) − D(h)| / 3 + |4·J(h/4) − J(h)| / 3 + 2·noise / (h/4), which holds too where f bends abruptly and D is exact to h alone. From 4⁻⁵ times the scale on the step shrinks while truncation outweighs rounding, then grows while rounding outweighs truncation.
 * Source: Richardson, "The approximate arithmetical solution by finite differences of physical problems involving differential equations" (1911).
 */
export async function derivativeAlong(line: Line): Promise<LineDerivative> {
  const ladder = new Ladder(line);
  const start = await ladder.estimate(first);
  if (ladder.suffices(start)) return found(start);
  if (isConstant(start)) return found(await constantFrom(ladder, start));
  const narrower = start.rounding < start.truncation || !Number.isFinite(start.error) ? await ladder.narrower(start) : { best: start, kink: false };
  if (ladder.suffices(narrower.best) || narrower.kink) return found(narrower.best, narrower.kink);
  return found(narrower.best.rounding > narrower.best.truncation ? await ladder.wider(narrower.best) : narrower.best);
}

/** What a pair of steps gives. */
interface Estimate {
  readonly derivative: number;
  readonly truncation: number;
  readonly rounding: number;
  /** The right slope − the left slope as h goes to 0, beyond rounding. */
  readonly bend: number;
  readonly error: number;
  readonly step: number;
}

interface Rung {
  readonly step: number;
  readonly slope: number;
  readonly bend: number;
}

/** The differences over a falling row of steps, each taken once. */
class Ladder {
  private readonly rungs = new Map<number, Rung>();
  private readonly line: Line;

  constructor(line: Line) {
    this.line = line;
  }

  suffices({ error, derivative }: Estimate): boolean {
    return error <= Math.max(this.line.enough ?? 0, precise * Math.abs(derivative));
  }

  /** From the steps 4⁻ᵏ and 4⁻ᵏ⁻¹ times the scale. */
  async estimate(power: number): Promise<Estimate> {
    const [wide, near] = [await this.rung(power), await this.rung(power + 1)];
    const change = (near.slope - wide.slope) / (ratio ** 2 - 1);
    const rounding = (2 * this.line.noise) / near.step;
    const bend = beyond((ratio * near.bend - wide.bend) / (ratio - 1), ratio * rounding);
    const truncation = Math.abs(near.slope - wide.slope) / (ratio - 1) + Math.abs(bend);
    const error = truncation + rounding;
    return { derivative: near.slope + change, truncation, rounding, bend, error: Number.isNaN(error) ? Number.POSITIVE_INFINITY : error, step: near.step };
  }

  /** The best estimate as the step shrinks, until rounding alone is more than its error; a kink where truncation does not fall with the step. */
  async narrower(start: Estimate): Promise<{ readonly best: Estimate; readonly kink: boolean }> {
    let [best, before, stalled, bent] = [start, start, 0, 0];
    for (let power = first + 1; power < this.line.narrowest && before.rounding <= best.error; power++) {
      const next = await this.estimate(power);
      if (this.suffices(next)) return { best: next, kink: false };
      [stalled, bent] = [isStalled(before, next) ? stalled + 1 : 0, isBent(before, next) ? bent + 1 : 0];
      if (bent >= surely && next.step <= atKink * this.line.scale) return kinkAt(next);
      before = next;
      if (next.error < best.error) best = next;
    }
    return stalled >= surely ? kinkAt(before) : { best, kink: false };
  }

  /** The best estimate as the step grows, as long as it gets better. */
  async wider(start: Estimate): Promise<Estimate> {
    let best = start;
    for (let power = first - 1; power >= 0 && !this.suffices(best); power--) {
      const next = await this.estimate(power);
      if (next.error >= best.error) break;
      best = next;
    }
    return best;
  }

  private async rung(power: number): Promise<Rung> {
    const known = this.rungs.get(power);
    if (known !== undefined) return known;
    const step = this.line.scale * ratio ** -power;
    const [left, right] = [await this.line.at(-step), await this.line.at(step)];
    const rung = { step, slope: (right - left) / (2 * step), bend: (right - 2 * this.line.center + left) / step };
    this.rungs.set(power, rung);
    return rung;
  }
}

/** Truncation falls at least fourfold from step to step where f is smooth, stays at a kink, and grows at a jump. */
function isStalled(before: Estimate, { truncation, rounding }: Estimate): boolean {
  return truncation > before.truncation / 2 && truncation > rounding;
}

/** The slopes to both sides differ by the same as before, and hardly anything else is open. */
function isBent(before: Estimate, { bend, truncation }: Estimate): boolean {
  const growth = bend / before.bend;
  return growth > 0.7 && growth < 1.4 && Math.abs(bend) > truncation / 2;
}

function kinkAt(estimate: Estimate): { readonly best: Estimate; readonly kink: boolean } {
  return { best: { ...estimate, error: Math.abs(estimate.bend) / 2 + estimate.rounding }, kink: true };
}

/** f is the same at every point that was looked at. */
function isConstant({ derivative, truncation }: Estimate): boolean {
  return derivative === 0 && truncation === 0;
}

/** What does not depend on x at all is known best by the widest step. */
async function constantFrom(ladder: Ladder, start: Estimate): Promise<Estimate> {
  const widest = await ladder.estimate(0);
  return isConstant(widest) ? widest : ladder.wider(start);
}

function found({ derivative, error }: Estimate, kink = false): LineDerivative {
  return { derivative: Number.isFinite(error) ? derivative : 0, error, kink };
}

/** What is left of a value when a bound of its rounding is taken off. */
function beyond(value: number, rounding: number): number {
  return Number.isNaN(value) ? value : Math.sign(value) * Math.max(0, Math.abs(value) - rounding);
}
