/** A component's documentation, taken apart. */
export interface Docstring {
  /** The first sentences. */
  readonly about: string;
  /** Equations and derivatives, line by line as they are written. */
  readonly equations: readonly string[];
  /** What is to be known beside: ranges, conventions. */
  readonly notes: readonly string[];
  readonly shapes: string | undefined;
  readonly throws: string | undefined;
  readonly source: string | undefined;
}

/** Reads a comment of the form that all components share: sentences, equations set in, then notes, shapes, what throws and the source. */
export function docstringOf(comment: string): Docstring {
  const lines = comment.split('\n').map(line => line.replace(/^\s*\* ?/u, '').trimEnd());
  const isEquation = (line: string) => line.startsWith('    ');
  const start = lines.findIndex((line, index) => isEquation(line) || /^[A-Z]\w+:? /u.test(line) && isPart(line) && index > 0);
  const head = start < 0 ? lines : lines.slice(0, start);
  const rest = start < 0 ? [] : lines.slice(start);
  const prose = parts(rest.filter(line => !isEquation(line)));
  return { about: joined(head), equations: rest.filter(isEquation).map(line => line.slice(4)), notes: prose.filter(part => !isPart(part)), ...named(prose) };
}

const marks = { shapes: /^Shapes: /u, throws: /^Throws /u, source: /^Source: /u };

function isPart(line: string): boolean {
  return Object.values(marks).some(mark => mark.test(line));
}

/** Lines as paragraphs: a part begins one, and so does what follows an empty line. */
function parts(lines: readonly string[]): readonly string[] {
  const paragraphs: string[][] = [];
  lines.forEach((line, index) => {
    if (index === 0 || isPart(line) || line === '' || lines[index - 1] === '') paragraphs.push([]);
    paragraphs.at(-1)?.push(line);
  });
  return paragraphs.map(joined).filter(paragraph => paragraph !== '');
}

function joined(lines: readonly string[]): string {
  return lines.map(line => line.trim()).filter(line => line !== '').join(' ');
}

function named(prose: readonly string[]): Pick<Docstring, 'shapes' | 'throws' | 'source'> {
  const part = (mark: RegExp, kept = '') => prose.find(each => mark.test(each))?.replace(mark, kept);
  return { shapes: part(marks.shapes), throws: part(marks.throws, ''), source: part(marks.source) };
}
