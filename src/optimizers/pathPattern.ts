/**
 * True where a pattern matches a path: `*` stands for any part of one segment, `**` for any number of whole segments. `encoder/**` is everything in `encoder`,
 * and a pattern that begins with two stars and a segment finds that segment at any depth.
 */
export function matchesPath(pattern: string, path: string): boolean {
  return segmentsMatch(pattern.split('/'), path.split('/'));
}

function segmentsMatch([pattern, ...patterns]: readonly string[], segments: readonly string[]): boolean {
  if (pattern === undefined) return segments.length === 0;
  if (pattern === '**') return segmentsMatch(patterns, segments) || (segments.length > 0 && segmentsMatch([pattern, ...patterns], segments.slice(1)));
  const [segment, ...rest] = segments;
  return segment !== undefined && segmentMatches(pattern, segment) && segmentsMatch(patterns, rest);
}

function segmentMatches(pattern: string, segment: string): boolean {
  const literal = pattern.split('*').map(part => part.replaceAll(/[.+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 'u').test(segment);
}
