type Version = readonly [major: number, minor: number, patch: number];

/** Versions from `least` on, and below `below` where that is given. */
interface Span {
  readonly least: Version;
  readonly below?: Version | undefined;
}

/** Whether a version is in a range as npm writes one: `^1.2.0`, `~1.2`, `>=1 <3`, `1.x || 2.x`, `1.0 - 2.0`. Labels of early versions count for nothing; what is no such range, a folder for example, takes every version. */
export function isInRange(version: string, range: string): boolean {
  const own = numbersOf(version.split('.'));
  return range.split('||').some(all => comparators(all).every(comparator => isIn(own, spanOf(comparator))));
}

/** A range's parts, all of which must hold. */
function comparators(text: string): readonly string[] {
  const plain = text.trim().replaceAll(/(\S+)\s+-\s+(\S+)/gu, '>=$1 <=$2').replaceAll(/([<>=~^])\s+/gu, '$1');
  return plain.split(/\s+/u);
}

function spanOf(comparator: string): Span | undefined {
  const [, sign = '', written = ''] = /^([\^~<>=]*)v?((?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2})(?:[-+].*)?$/u.exec(comparator) ?? [];
  const given = written.split('.').filter(part => /^\d+$/u.test(part));
  if (given.length === 0) return undefined;
  const [least, last] = [numbersOf(given), given.length - 1];
  switch (sign) {
    case '^': return { least, below: after(least, Math.min(last, firstOf(least))) };
    case '~': return { least, below: after(least, Math.min(last, 1)) };
    case '>=': return { least };
    case '>': return { least: after(least, last) };
    case '<': return { least: [0, 0, 0], below: least };
    case '<=': return { least: [0, 0, 0], below: after(least, last) };
    default: return { least, below: after(least, last) };
  }
}

/** The place of the first number that is not 0, which `^` keeps. */
function firstOf(version: Version): number {
  const place = version.findIndex(number => number > 0);
  return place < 0 ? 2 : place;
}

/** The first version in which the number at a place is greater. */
function after([major, minor, patch]: Version, place: number): Version {
  if (place === 0) return [major + 1, 0, 0];
  return place === 1 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function isIn(version: Version, span: Span | undefined): boolean {
  if (span === undefined) return true;
  return !isBelow(version, span.least) && (span.below === undefined || isBelow(version, span.below));
}

function isBelow(version: Version, other: Version): boolean {
  const place = version.findIndex((number, index) => number !== other[index]);
  return place >= 0 && (version[place] ?? 0) < (other[place] ?? 0);
}

function numbersOf([major = '0', minor = '0', patch = '0']: readonly string[]): Version {
  return [Number.parseInt(major, 10), Number.parseInt(minor, 10), Number.parseInt(patch, 10)];
}
