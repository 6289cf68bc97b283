import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';

/** Whether a version is in a range as npm writes one: `^1.2.0`, `>=1 <3`, `1.x || 2.x`. Early versions are taken as well; what is no range, a folder for example, takes every version. */
export function isInRange(version: string, range: string): boolean {
  return validRange(range) === null || satisfies(version, range, { includePrerelease: true });
}
