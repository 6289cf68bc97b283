import { beforeAll, describe, expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/toolkit/lecture.ts';
import type { LectureResult } from '../../examples/lectures/lecture.ts';

describe('the toolkit, on one data set', () => {
  let result: LectureResult;
  beforeAll(async () => { result = await lecture.run('typescript'); });

  /** What was found of a claim, as text. */
  const found = (what: string) => result.findings.find(finding => finding.what.startsWith(what))?.found ?? `no finding begins with ${what}`;

  it('shows every claim of the notes', () => {
    expect(result.findings.filter(({ holds }) => !holds)).toEqual([]);
    expect(result.findings).toHaveLength(35);
  });

  it('stops early, and puts the best epoch back', () => {
    expect(found('early stopping: where it ends')).toBe('epoch 89 of 300, stopped early');
    expect(found('early stopping: the restored epoch')).toBe('49');
    expect(Number(found('early stopping: validation loss'))).toBeCloseTo(0.243, 3);
    expect(Number(found('without: validation loss'))).toBeCloseTo(0.807, 2);
  });

  it('closes the gap by L1, L2 and dropout, and empties weights by L1 alone', () => {
    const gaps = ['L1', 'L2', 'dropout'].map(name => Number(found(`${name}: validation loss − training loss`)));
    [0.301, 0.175, -0.017].forEach((gap, index) => expect(gaps[index]).toBeCloseTo(gap, 1));
    expect(Number(found('L1: share'))).toBeCloseTo(0.88, 1);
    expect(Number(found('L2: share'))).toBeCloseTo(0.012, 1);
  });

  it('loses the gradient of a deep sigmoid network, not that of tanh and relu, and counts units that no gradient reaches', () => {
    const norms = ['sigmoid', 'tanh', 'relu'].map(name => Number(found(`${name}: norm of the gradient`)));
    [8.1e-5, 0.281, 0.944].forEach((norm, index) => expect(norms[index]).toBeCloseTo(norm, index === 0 ? 5 : 2));
    expect(found('relu: units')).toMatch(/^\d+ of 61 at η = 0\.1, 61 of 61 at η = 3$/u);
  });

  it('descends faster by points and slower by time with smaller batches, and further with a rate that falls', () => {
    expect(found('loss after one epoch')).toBe('0.416 < 0.676 < 0.771');
    expect(Number(found('learning-rate decay'))).toBeCloseTo(0.093, 2);
  });

  it('keeps the best of six trainings', () => {
    expect(found('random restart: the number')).toBe('5');
    expect(Number(found('random restart: training loss of the kept'))).toBeCloseTo(0.107, 2);
  });

  it('leaves a local minimum by momentum', () => {
    expect([found('β = 0: where'), found('β = 0.9: where')]).toEqual(['f(-2.84, 2.84) = 1.79', 'f(0, 0) = 0']);
  });

  it('ends in a higher hollow by momentum from another place, and by more of it', () => {
    expect([found('β = 0.9 from (−5, 3.6)'), found('β = 0.97 from (−4.2, 5)')]).toEqual(['f(0, 2.84) = 0.89', 'f(2.84, 0) = 0.89']);
  });

  it('draws a figure of each', () => {
    expect(Object.keys(result.figures)).toEqual([
      'early-stopping', 'weights', 'regularisation', 'dropout', 'gradient-by-layer', 'deep-loss', 'loss-by-samples', 'loss-by-time', 'learning-rate', 'restarts', 'momentum', 'momentum-loss',
    ]);
  });
});
