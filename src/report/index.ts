export { benchmarkReport } from './benchmarkReport.ts';
export { pngOf } from './png.ts';
export type { PngOptions } from './png.ts';
export type { Block, Column, Report, Section, Table } from './report.ts';
export { reportPage } from './reportPage.ts';
export { verificationReport } from './verificationReport.ts';
export { writeReport } from './writeReport.ts';
