import { labelSize, tickSize } from './chart.ts';
import { colour } from './palette.ts';

/** The size of the heading of a chart that stands alone. */
export const headingSize = 16;

/** The fonts of charts and pages: the reader's own. */
export const fontFamily = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** The style of what charts are made of. */
export const chartStyle = [
  `.chart text{font-family:${fontFamily};font-size:${tickSize}px;fill:${colour('muted')};font-variant-numeric:tabular-nums}`,
  `.chart .label{font-size:${labelSize}px;fill:${colour('text')}}`,
  `.chart .heading{font-size:${headingSize}px;font-weight:600;fill:${colour('text')}}`,
  `.chart .caption{fill:${colour('text')}}.chart .on-series{fill:${colour('on-series')}}.chart .on-heat{fill:${colour('on-heat')}}`,
  `.chart .place{fill:${colour('text')};stroke:${colour('surface')};stroke-width:4;paint-order:stroke}`,
  `.chart .grid{stroke:${colour('grid')}}.chart .axis{stroke:${colour('axis')}}.chart .reference{stroke:${colour('text')};stroke-width:1.5}`,
  `.chart .whisker{stroke:${colour('text')};stroke-width:1.5;fill:none}.chart .line{fill:none;stroke-linejoin:round}`,
].join('');
