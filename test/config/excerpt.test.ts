import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../src/config/excerpt.ts';
import { problemsOf, valid } from './fixtures.ts';

/** The text above the mark, from the mark's first column on. */
function marked(line: string, piece: string): string {
  const start = line.indexOf(piece);
  const [shown = '', mark = ''] = excerptOf(line, start, start + piece.length).split('\n');
  return shown.slice(mark.indexOf('^'), mark.length);
}

describe('excerptOf', () => {
  it('marks a piece of a line', () => {
    expect(excerptOf('seed: many', 6, 10)).toBe('| seed: many\n|       ^~~~');
    expect(excerptOf('seed:', 5, 5)).toBe('| seed:\n|      ^');
    expect(excerptOf('', 0, 0)).toBe('| \n| ^');
  });

  it.each([0, 200, 5000, 999_000])('cuts a long line to the part about the piece at %s', at => {
    const line = `${'x'.repeat(at)}: wrong ${'y'.repeat(1_000_000 - at)}`;
    expect(marked(line, 'wrong')).toBe('wrong');
    expect(excerptOf(line, at + 2, at + 7).length).toBeLessThan(210);
    expect(excerptOf(line, at, line.length).length).toBeLessThan(210);
  });

  it('keeps marks below tabs and wide characters', () => {
    expect(excerptOf('\tа:\twrong', 4, 9)).toBe('| \tа:\twrong\n| \t  \t^~~~~');
    expect(excerptOf('日本: wrong', 4, 9)).toBe('| 日本: wrong\n|       ^~~~~');
    expect(excerptOf('e\u0301🙂: x', 6, 7)).toBe('| e\u0301🙂: x\n|      ^');
  });

  it('replaces what would disturb a terminal', () => {
    expect(excerptOf('a: \u001b[31m\u0000\u202e\ud800', 3, 5)).toBe('| a: �[31m���\n|    ^~');
  });
});

describe('the excerpt of a problem', () => {
  const text = (from: string, to: string) => problemsOf(valid.replace(from, to)).map(({ excerpt }) => excerpt?.split('\n')[1]);

  it('marks the value, or the key where that is wrong', () => {
    expect(text('seed: 7', 'seed: many')).toEqual(['|       ^~~~']);
    expect(text('seed: 7', 'seeed: 7')).toEqual(['| ^~~~~']);
    expect(text('batchSize: 8', 'batchSize: 0\r')).toEqual(['|              ^']);
    expect(text('loss: difference', 'loss: "differenz"')).toEqual(['|       ^~~~~~~~~~~']);
  });

  it('is the text of a flag', () => {
    expect(problemsOf(valid, ['training.epoch=2'])[0]?.excerpt).toBe('| --set training.epoch=2\n|                ^~~~~');
    expect(problemsOf(valid, ['data={ use: points, count: many }'])[0]?.excerpt).toBe('| --set data={ use: points, count: many }\n|                                  ^~~~');
    expect(problemsOf(valid, ['seed=[1'])[0]?.excerpt).toBe('| --set seed=[1\n|              ^');
  });

  it('stands for each problem of a file, those of its syntax too', () => {
    expect(problemsOf(valid.replace('seed: 7', 'seed: -1').replace('epochs: 3', 'epochs: 0')).map(({ excerpt }) => excerpt)).toEqual(['|   epochs: 0\n|           ^', '| seed: -1\n|       ^~']);
    expect(problemsOf('a: 1\na: 2\nb: [1\nc: "x\n').map(({ place, excerpt }) => [place, excerpt?.split('\n')[0]])).toEqual([['run.yaml:2:1', '| a: 2'], ['run.yaml:4:1', '| c: "x'], ['run.yaml:5:1', '| ']]);
    expect(problemsOf('__proto__: 1\nb:\n  constructor: 2\n').map(({ place }) => place)).toEqual(['run.yaml:1:1', 'run.yaml:3:3']);
  });
});
