export type { BenchmarkResult } from '../benchmark/result.ts';
export type { Verification } from '../verification/verification.ts';
export { benchmarkReport } from './benchmarkReport.ts';
export type { Block, Column, Report, Section, Table } from './report.ts';
export { reportPage } from './reportPage.ts';
export { verificationReport } from './verificationReport.ts';
export { writePictures } from './writePictures.ts';
export { writeReport } from './writeReport.ts';
