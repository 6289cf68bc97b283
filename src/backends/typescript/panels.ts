import type { HostArray } from '../../tensor/dtype.ts';

/** Lines in a panel: rows of the left operand or columns of the right that one tile works on. */
export const panelWidth = 4;

/** Elements of the panels that hold `lines` lines of `depth`, padded to whole panels. */
export function panelSize(lines: number, depth: number): number {
  return Math.ceil(lines / panelWidth) * panelWidth * depth;
}

/**
 * Copies a block into panels, the four lines of a panel interleaved, so that a tile reads memory in order. Lines are rows of the left operand or
 * columns of the right, whichever way each is stored. The last panel is padded with zeros.
 */
export function pack(source: HostArray, start: number, lineStride: number, innerStride: number, lines: number, depth: number, panels: Float64Array): void {
  let to = 0;
  let first = start;
  let line = 0;
  for (; line + 3 < lines; line += 4) {
    let from = first;
    for (let k = 0; k < depth; k++) {
      panels[to] = source[from] ?? 0;
      panels[to + 1] = source[from + lineStride] ?? 0;
      panels[to + 2] = source[from + 2 * lineStride] ?? 0;
      panels[to + 3] = source[from + 3 * lineStride] ?? 0;
      from += innerStride;
      to += 4;
    }
    first += 4 * lineStride;
  }
  for (let k = 0; line < lines && k < depth; k++) {
    for (let place = 0; place < 4; place++) {
      panels[to++] = line + place < lines ? source[first + place * lineStride + k * innerStride] ?? 0 : 0;
    }
  }
}
