import { LineCounter } from 'yaml';
import { excerptOf } from './excerpt.ts';

/** A piece of what was written: what errors call its place, and show of it. */
export interface Spot {
  /** `mnist.yaml:7:12`, or the flag of the command line. */
  readonly place: string;
  /** The line with the piece marked, as `excerptOf` gives it. */
  readonly excerpt?: string | undefined;
  /** The file that it stands in. */
  readonly file?: string | undefined;
}

/** The piece of what was written between two offsets of a text. */
export type SpotOf = (start: number, end: number) => Spot;

/** A text that values are read from: a file, or a flag of the command line. */
export class SourceText {
  readonly text: string;
  readonly #file: string | undefined;
  #lines: LineCounter | undefined;

  /** Without a file, the text is that of a flag, which is its own place. */
  constructor(text: string, file?: string) {
    this.text = text;
    this.#file = file;
  }

  /** The piece from one offset to another. */
  spot(start: number, end: number): Spot {
    return new TextSpot(this, start, end);
  }

  placeOf(offset: number): string {
    const { line, col } = this.#position(offset);
    return this.#file === undefined ? this.text : `${this.#file}:${line}:${col}`;
  }

  excerpt(start: number, end: number): string {
    const lineStart = start - this.#position(start).col + 1;
    const next = this.text.indexOf('\n', lineStart);
    const lineEnd = next < 0 ? this.text.length : next;
    return excerptOf(this.text.slice(lineStart, lineEnd).replace(/\r$/u, ''), start - lineStart, Math.min(end, lineEnd) - lineStart);
  }

  get file(): string | undefined {
    return this.#file;
  }

  #position(offset: number): { readonly line: number; readonly col: number } {
    this.#lines ??= linesOf(this.text);
    return this.#lines.linePos(Math.min(offset, this.text.length));
  }
}

/** Place and excerpt are made when an error asks for them: a config has many more values than mistakes. */
class TextSpot implements Spot {
  readonly #source: SourceText;
  readonly #start: number;
  readonly #end: number;

  constructor(source: SourceText, start: number, end: number) {
    this.#source = source;
    this.#start = start;
    this.#end = end;
  }

  get place(): string {
    return this.#source.placeOf(this.#start);
  }

  get excerpt(): string {
    return this.#source.excerpt(this.#start, this.#end);
  }

  get file(): string | undefined {
    return this.#source.file;
  }
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}
