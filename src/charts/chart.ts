/** A chart at one width: the markup within its `svg` element, and the pixels that it takes. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

/** A chart that has yet to be drawn. It is drawn for a width, in pixels, so that its text keeps its size and finds room on a phone as on a wide screen. */
export interface Chart {
  readonly title: string;
  /** What the chart shows, in a sentence or two, for readers who do not see it. */
  readonly description: string;
  draw(width: number): Drawing;
}

/** An estimate with its interval, where it has one. */
export interface Estimate {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** Pixels of the text of labels, and of that of ticks and legends. */
export const [labelSize, tickSize] = [13, 11.5];
/** From this width on labels stand beside what they name, below it above. */
export const wideFrom = 520;
