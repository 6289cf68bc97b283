/** An expected failure: its message is for the user, without a stack trace. */
export class WayFailed extends Error {}

/** The plain words for an expected failure; anything else is a defect of this script and is thrown on. */
export function reasonToReport(error) {
  const fromTheSystem = typeof error?.syscall === 'string';
  if (error instanceof WayFailed || fromTheSystem) return error.message;
  throw error;
}
