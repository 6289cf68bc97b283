import { colour } from '../charts/palette.ts';
import { fontFamily } from '../charts/chartStyle.ts';
import { chartWidths } from './blockMarkup.ts';

/** The style of a page, in the colours of its charts. */
export const pageStyle = [
  `*{box-sizing:border-box}body{margin:0;background:${colour('surface')};color:${colour('text')};font:16px/1.5 ${fontFamily};-webkit-text-size-adjust:100%}`,
  'main{max-width:960px;margin:0 auto;padding:24px 20px 64px}p,li,dd{max-width:72ch;overflow-wrap:anywhere}',
  `h1{font-size:1.75rem;line-height:1.2;margin:0 0 4px}h2{font-size:1.25rem;margin:40px 0 8px;padding-top:16px;border-top:1px solid ${colour('grid')}}`,
  `header p{margin:0;color:${colour('muted')}}figure{margin:20px 0 28px;container-type:inline-size}figcaption{font-weight:600;margin-bottom:8px}`,
  'svg.chart{display:block;max-width:100%;height:auto;overflow:visible}',
  chartWidths.map(variantStyle).join(''),
  `dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:16px 0}dl div{display:contents}dt{color:${colour('muted')}}dd{margin:0}`,
  `.scroll{overflow-x:auto;margin:16px 0}@media (min-width:1000px){.scroll{width:max-content;min-width:100%;max-width:calc(50vw + 430px)}}table{border-collapse:collapse;font-size:.875rem}caption{text-align:left;font-weight:600;padding-bottom:6px}`,
  `th,td{padding:5px 14px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid ${colour('grid')}}thead th{color:${colour('muted')};font-weight:500;vertical-align:bottom}`,
  `th[scope=row]{position:sticky;left:0;background:${colour('surface')};font-weight:500;white-space:nowrap}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}`,
  `td:not(.number){min-width:8ch;white-space:pre-line}code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}pre{border:1px solid ${colour('grid')};border-radius:6px;padding:10px 12px}`,
  `.verdict{border-left:4px solid;padding:6px 12px;white-space:pre-line}.passed{border-color:${colour('series-2')}}.failed{border-color:${colour('bad')}}.passed strong{color:${colour('series-2')}}.failed strong{color:${colour('bad')}}`,
  '@media (max-width:520px){main{padding:20px 20px 48px}dl{display:block}dt{margin-top:8px}th[scope=row]{white-space:normal;overflow-wrap:anywhere;min-width:12ch;max-width:18ch}}@media print{main{max-width:none}}',
].join('');

/** A variant is seen where its figure is at least as wide as it and narrower than the next; the narrowest also where even it has no room. */
function variantStyle(width: number, index: number, all: readonly number[]): string {
  const next = all[index + 1];
  const hidden = [...index === 0 ? [] : [`(width < ${width}px)`], ...next === undefined ? [] : [`(width >= ${next}px)`]];
  return hidden.map(condition => `@container ${condition}{.width-${width}{display:none}}`).join('');
}
