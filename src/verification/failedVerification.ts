import type { Verification } from './verification.ts';

/** What is known where nothing could be compared. */
export type FailedSubject = Pick<Verification, 'subject' | 'verdict' | 'strict' | 'batchSize'> & Required<Pick<Verification, 'failure'>> & Partial<Pick<Verification, 'culprits'>>;

/** The verification of what could not be compared. */
export function failedVerification(failed: FailedSubject): Verification {
  return { culprits: [], ...failed, passed: false, batchSizes: [failed.batchSize], figures: [], loneAutodiff: [], backends: [], devices: [], missing: [], kinks: 0, seconds: 0 };
}
