/** How far an element is moved to each side, unless told: truncation grows with h², rounding with 1/h. */
const defaultStep = 1e-5;

/** How large a disagreement of the one-sided differences makes a kink. */
export interface KinkTolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** What central differences tell of a function at a point. */
export interface Differences {
  /** ∂f/∂xᵢ. */
  readonly derivatives: Float64Array;
  /** The elements at which f has no derivative: the slopes to the left and to the right differ. */
  readonly kinks: readonly number[];
}

/**
 * The derivative of a function by each element of an array, in float64. `f` reads `x`, which is changed in place and put back as it was.
 *
 *     ∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h
 *     J(h) = (f(x + h·eᵢ) − 2·f(x) + f(x − h·eᵢ)) / h    (right slope − left slope)
 *
 * Where f is smooth J(h) is h·f″, so that J(h) = 2·J(h/2). An element within h of a kink is recognised by that these two differ.
 */
export async function centralDifferences(f: () => number | Promise<number>, x: Float64Array, kink: KinkTolerance, h: number = defaultStep): Promise<Differences> {
  const derivatives = new Float64Array(x.length);
  const kinks: number[] = [];
  const center = await f();
  for (let index = 0; index < x.length; index++) {
    const at = (offset: number) => moved(f, x, index, offset);
    const [left, right, nearLeft, nearRight] = [await at(-h), await at(h), await at(-h / 2), await at(h / 2)];
    derivatives[index] = (right - left) / (2 * h);
    const jump = (right - 2 * center + left) / h - (4 * (nearRight - 2 * center + nearLeft)) / h;
    if (Math.abs(jump) > kink.absolute + kink.relative * Math.abs(derivatives[index] ?? 0)) kinks.push(index);
  }
  return { derivatives, kinks };
}

async function moved(f: () => number | Promise<number>, x: Float64Array, index: number, offset: number): Promise<number> {
  const kept = x[index] ?? 0;
  x[index] = kept + offset;
  const value = await f();
  x[index] = kept;
  return value;
}
