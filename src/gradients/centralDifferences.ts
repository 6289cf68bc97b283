/** How near a derivative has to be known: within absolute + relative · |derivative|. */
export interface DerivativeTolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** What central differences tell of a function at a point. What belongs to an element that was not asked for is 0. */
export interface Differences {
  /** ∂f/∂xᵢ. */
  readonly derivatives: Float64Array;
  /** How far each derivative may be off. */
  readonly errors: Float64Array;
  /** The elements at which f has no derivative within the smallest step: its slopes to the left and to the right differ, or it jumps. */
  readonly kinks: readonly number[];
}

/** How far an element is moved to each side, times max(1, |xᵢ|): a wide step rounds less, a narrow one stays clear of kinks nearby. */
const steps = [1e-4, 1e-5, 1e-6];

/** Roundings that the value of f may have gathered, in units of its last place. */
const roundings = 64;

/**
 * The derivative of a function by elements of an array, in float64. `f` reads `x`, which is changed in place and put back as it was.
 *
 *     D(h) = (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h    ∂f/∂xᵢ ≈ (4·D(h/2) − D(h)) / 3    (Richardson: exact to h⁴)
 *     J(h) = (f(x + h·eᵢ) − 2·f(x) + f(x − h·eᵢ)) / h    (right slope − left slope)
 *
 * Where f is smooth D(h) = D(h/2) and J(h) = 2·J(h/2), up to h². The first step of 1e-4, 1e-5 and 1e-6 is taken at which both hold within the tolerance; an element for which none does lies on a kink.
 * Source: Richardson, "The approximate arithmetical solution by finite differences of physical problems involving differential equations" (1911).
 */
export async function centralDifferences(f: () => number | Promise<number>, x: Float64Array, tolerance: DerivativeTolerance, elements: readonly number[] = [...x.keys()]): Promise<Differences> {
  const [derivatives, errors, kinks] = [new Float64Array(x.length), new Float64Array(x.length), [] as number[]];
  const center = await f();
  for (const index of elements) {
    const found = await firstResolved(offset => moved(f, x, index, offset), center, Math.max(1, Math.abs(x[index] ?? 0)), tolerance);
    if (found === undefined) kinks.push(index);
    derivatives[index] = found?.derivative ?? 0;
    errors[index] = found?.error ?? 0;
  }
  return { derivatives, errors, kinks };
}

interface Estimate {
  readonly derivative: number;
  readonly error: number;
}

async function firstResolved(at: (offset: number) => Promise<number>, center: number, scale: number, tolerance: DerivativeTolerance): Promise<Estimate | undefined> {
  for (const step of steps) {
    const estimate = await resolved(at, center, step * scale, tolerance);
    if (estimate !== undefined) return estimate;
  }
  return undefined;
}

/** The estimate with a step; undefined where a kink or a bend makes it worth nothing. */
async function resolved(at: (offset: number) => Promise<number>, center: number, h: number, { relative, absolute }: DerivativeTolerance): Promise<Estimate | undefined> {
  const [left, right, nearLeft, nearRight] = [await at(-h), await at(h), await at(-h / 2), await at(h / 2)];
  const [wide, near] = [(right - left) / (2 * h), (nearRight - nearLeft) / h];
  const jump = (right - 2 * center + left) / h - (4 * (nearRight - 2 * center + nearLeft)) / h;
  const derivative = (4 * near - wide) / 3;
  const rounding = (roundings * Number.EPSILON * Math.max(Math.abs(left), Math.abs(center), Math.abs(right))) / h;
  const allowed = absolute + relative * Math.abs(derivative) + rounding;
  const smooth = Math.abs(wide - near) <= allowed && Math.abs(jump) <= allowed && rounding <= 10 * (allowed - rounding);
  return smooth ? { derivative, error: Math.abs(wide - near) / 3 + rounding } : undefined;
}

async function moved(f: () => number | Promise<number>, x: Float64Array, index: number, offset: number): Promise<number> {
  const kept = x[index] ?? 0;
  x[index] = kept + offset;
  const value = await f();
  x[index] = kept;
  return value;
}
