import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/index.ts';
import { failureCounter } from '../../src/platform/http/index.ts';

const at = (time: string) => Temporal.Instant.from(`2026-03-02T${time}Z`);
const waits = (run: () => void): unknown => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem && error.code === 'request.rate_limited')
      return error.params.seconds;
    throw error;
  }
  return 'passes';
};

describe('wrong secrets at a machine door', () => {
  it('are refused after so many, until the window is over, and only from that address', () => {
    const attempts = failureCounter({ failuresMax: 3, windowMinutes: 10 });
    const stranger = ['acme from 192.0.2.1'];
    for (const time of ['09:00:00', '09:01:00', '09:02:00']) {
      expect(waits(() => attempts.refuse(stranger, at(time)))).toBe('passes');
      attempts.failed(stranger, at(time));
    }
    expect(waits(() => attempts.refuse(stranger, at('09:04:30')))).toBe(330);
    expect(waits(() => attempts.refuse(['acme from 198.51.100.7'], at('09:04:30')))).toBe('passes');
    expect(waits(() => attempts.refuse(stranger, at('09:10:00')))).toBe('passes');
    attempts.failed(stranger, at('09:10:00'));
    expect(waits(() => attempts.refuse(stranger, at('09:10:01')))).toBe('passes');
  });

  it('are forgotten oldest first, so that a flood of names does not fill the memory', () => {
    const attempts = failureCounter({ failuresMax: 1, windowMinutes: 10 });
    for (let n = 0; n <= 10_000; n += 1) attempts.failed([`name ${n}`], at('09:00:00'));
    expect(waits(() => attempts.refuse(['name 0'], at('09:00:01')))).toBe('passes');
    expect(waits(() => attempts.refuse(['name 1'], at('09:00:01')))).toBe(599);
    expect(waits(() => attempts.refuse(['name 10000'], at('09:00:01')))).toBe(599);
  });
});
