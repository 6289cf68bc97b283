import type { Figures, RunEnd } from '../../index.ts';

/** What came of a training on one backend of a matrix. */
export interface Trained extends Pick<RunEnd, 'seconds' | 'steps' | 'reason' | 'folder'> {
  /** As it was named. */
  readonly backend: string;
  /** The backend that ran: `auto` stands for another. */
  readonly ran: string;
  readonly about: string | undefined;
  /** Until data, model and backend were there. */
  readonly startUpSeconds: number;
  readonly stepsPerSecond: number;
  /** Loss and metrics at the end, with the part of the data that they are of. */
  readonly figures: { readonly part: 'test' | 'validation' | 'training'; readonly figures: Figures } | undefined;
  /** The training loss of each epoch. */
  readonly losses: readonly number[];
}

/** A backend that cannot be used here, with what to do. */
export interface Missing {
  readonly backend: string;
  readonly missing: string;
  readonly next: string | undefined;
}

/** A training whose numbers broke. */
export interface Failed {
  readonly backend: string;
  readonly failed: string;
  readonly next: string | undefined;
}

export type MatrixEntry = Trained | Missing | Failed;

/** The trainings that came to an end. */
export function trainedOf(entries: readonly MatrixEntry[]): readonly Trained[] {
  return entries.filter(entry => 'losses' in entry);
}
