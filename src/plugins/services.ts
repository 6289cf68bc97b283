/** Where a run tells what a person should know. */
export interface Logger {
  note(text: string): void;
  warn(text: string): void;
}

/** Time that only goes forward. */
export interface Clock {
  /** Milliseconds since an arbitrary moment. */
  now(): number;
}
