import { describe, expect, it, vi } from 'vitest';
import { isStable, StepTimer } from '../../src/benchmark/stepTimer.ts';

/** A clock that steps alone move: step number n takes `of(n)` milliseconds. */
function clocked(of: (step: number) => number) {
  let [now, steps] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const timer = new StepTimer(count => {
    for (let index = 0; index < count; index++) now += of(steps++);
  });
  return { timer, now: () => now };
}

describe('the untimed steps', () => {
  it('end as soon as the time of a step is stable', async () => {
    const { timer, now } = clocked(step => (step < 100 ? 5 : 1));
    expect(await timer.warmUp(10)).toEqual({ milliseconds: 1, stable: true });
    expect(now()).toBeLessThan(10_000);
    vi.restoreAllMocks();
  });

  it('end in any case, and tell that the time did not settle', async () => {
    const { timer, now } = clocked(step => 100 * 0.98 ** step);
    expect(await timer.warmUp(2)).toMatchObject({ stable: false });
    expect(now()).toBeGreaterThanOrEqual(2000);
    vi.restoreAllMocks();
  });
});

describe('a turn', () => {
  it('takes as many steps as fill it', async () => {
    const { timer } = clocked(() => 2);
    await timer.warmUp(1);
    expect(await timer.turn(0.1)).toEqual({ milliseconds: 2, steps: 50 });
    vi.restoreAllMocks();
  });
});

describe('times', () => {
  it('are stable where a window is no more than 3 % below the one before', () => {
    expect(isStable([10, 10, 10, 10, 10.2, 10.2, 10.2, 10.2])).toBe(true);
    expect(isStable([10, 10, 10, 10, 9.6, 9.6, 9.6, 9.6])).toBe(false);
    expect(isStable([10, 10, 10, 10, 11, 11, 11, 11])).toBe(true);
    expect(isStable([10, 10, 10, 10])).toBe(false);
  });
});
