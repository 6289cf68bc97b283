import type { Ready, Refusal, Turn } from './protocol.ts';

/** A ready contender, with the seconds from the start of its process to the end of its first step. */
export type Started = Ready & { readonly startSeconds: number };

/** A contender that was started: a process, or a page in a browser of its own. */
export interface Party {
  /** Waits until it is ready. */
  start(): Promise<Started | Refusal>;
  /** One turn of about `seconds`. */
  turn(seconds: number): Promise<Turn | Refusal>;
  end(): void;
}
