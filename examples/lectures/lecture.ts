import type { Chart } from 'chainrule/charts';

/** One claim of the lecture notes, beside what came out here. */
export interface Finding {
  readonly what: string;
  /** What the notes say, in their digits. */
  readonly notes: string;
  readonly found: string;
  readonly holds: boolean;
}

/** What a lecture example gives: the notes' claims with what came out, and its figures by name. */
export interface LectureResult {
  readonly findings: readonly Finding[];
  /** A figure is a chart, or the text of a whole SVG document, as an animation is. */
  readonly figures: Readonly<Record<string, Chart | string>>;
}

/** A system of the lecture notes that runs here. */
export interface Lecture {
  /** Its folder under examples/lectures. */
  readonly name: string;
  readonly title: string;
  /** Runs the whole on a backend, `auto` unless told. */
  run(backend?: string): Promise<LectureResult>;
}

/** A number of the notes against the number that came out: they may differ by the tolerance. */
export function agrees(what: string, notes: number, found: number, tolerance: number): Finding {
  return { what, notes: String(notes), found: shown(found), holds: Math.abs(found - notes) <= tolerance };
}

/** The largest difference of two lists of numbers that the notes say are one. */
export function equal(what: string, left: ArrayLike<number>, right: ArrayLike<number>, tolerance: number): Finding {
  const apart = Math.max(...Array.from(left, (value, index) => Math.abs(value - (right[index] ?? Number.NaN))));
  return { what, notes: 'equal', found: `${shown(apart)} apart`, holds: left.length === right.length && left.length > 0 && apart <= tolerance };
}

/** A number that the notes bound from below. */
export function atLeast(what: string, bound: number, found: number): Finding {
  return { what, notes: `≥ ${bound}`, found: shown(found), holds: found >= bound };
}

/** A number that the notes bound from above. */
export function below(what: string, bound: number, found: number): Finding {
  return { what, notes: `< ${bound}`, found: shown(found), holds: found < bound };
}

/** What the notes say in words, with what was seen. */
export function shows(what: string, notes: string, found: string, holds: boolean): Finding {
  return { what, notes, found, holds };
}

function shown(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}
