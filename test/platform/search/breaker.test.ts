import { expect, it, vi } from 'vitest';
import { Breaker } from '../../../src/platform/search/breaker.ts';

function breakerOf(probe: () => Promise<unknown>) {
  let now = 0;
  const breaker = new Breaker(probe, () => now);
  return {
    breaker,
    /** Lets time pass, and a probe come to its end. */
    async after(milliseconds: number) {
      now += milliseconds;
      const may = breaker.mayTry();
      await Promise.resolve();
      await Promise.resolve();
      return may;
    },
  };
}

it('opens at once for what is dead, and after three failures in a row for what only fails', () => {
  const { breaker: dead } = breakerOf(async () => {});
  dead.failed(true);
  expect([dead.isOpen, dead.mayTry()]).toEqual([true, false]);

  const { breaker: failing } = breakerOf(async () => {});
  failing.failed(false);
  failing.failed(false);
  failing.succeeded();
  failing.failed(false);
  failing.failed(false);
  expect(failing.mayTry()).toBe(true);
  failing.failed(false);
  expect(failing.mayTry()).toBe(false);
});

it('asks nobody while the probe fails, and then one request before all others', async () => {
  const probe = vi.fn(async () => {
    throw new Error('away');
  });
  const { breaker, after } = breakerOf(probe);
  breaker.failed(true);
  expect([await after(100), probe.mock.calls.length]).toEqual([false, 0]);
  expect([await after(500), probe.mock.calls.length]).toEqual([false, 1]);
  expect(await after(600)).toBe(false);
  probe.mockResolvedValue(undefined as never);
  expect(await after(600)).toBe(false);
  expect([await after(0), await after(0)]).toEqual([true, false]);
  breaker.succeeded();
  expect([await after(0), await after(0)]).toEqual([true, true]);
});

it('waits longer each time that an engine is there and does not answer', async () => {
  const probe = vi.fn(async () => {});
  const { breaker, after } = breakerOf(probe);
  breaker.failed(true);
  await after(600);
  expect(await after(0)).toBe(true);
  breaker.failed(false);
  await after(600);
  expect(probe).toHaveBeenCalledTimes(1);
  await after(600);
  expect(probe).toHaveBeenCalledTimes(2);
});

it('is not held open by requests that were asked before it opened', async () => {
  const { breaker, after } = breakerOf(async () => {});
  breaker.failed(true);
  breaker.failed(true);
  await after(600);
  expect(await after(0)).toBe(true);
  breaker.succeeded();
  expect(breaker.isOpen).toBe(false);
});
