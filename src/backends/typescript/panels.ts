import type { HostArray } from '../../tensor/dtype.ts';

/** Elements of the panels that hold `lines` rows or columns of `depth`, padded to whole panels. */
export function panelSize(lines: number, depth: number, width: number): number {
  return Math.ceil(lines / width) * width * depth;
}

/**
 * Copies a block into panels of `width` lines, the lines of a panel interleaved, so that a tile reads memory in order. Lines are rows of
 * the left operand or columns of the right, whichever way each is stored. The last panel is padded with zeros.
 */
export function pack(source: HostArray, start: number, lineStride: number, innerStride: number, lines: number, depth: number, width: number, panels: Float64Array): void {
  for (let line = 0; line < lines; line++) {
    let from = start + line * lineStride;
    let to = (line - (line % width)) * depth + (line % width);
    for (let k = 0; k < depth; k++) {
      panels[to] = source[from] ?? 0;
      from += innerStride;
      to += width;
    }
  }
  for (let line = lines, end = Math.ceil(lines / width) * width; line < end; line++) {
    let to = (line - (line % width)) * depth + (line % width);
    for (let k = 0; k < depth; k++, to += width) panels[to] = 0;
  }
}
