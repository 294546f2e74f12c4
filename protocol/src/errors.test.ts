import { describe, expect, it } from 'vitest';
import { AppError, problemDetails, PROBLEMS } from './errors.ts';

describe('problems', () => {
  it.each(Object.entries(PROBLEMS))('%s is a refusal or a failure with a title', (code, entry) => {
    expect(entry[0]).toBeGreaterThanOrEqual(400);
    expect(entry[0]).toBeLessThan(600);
    expect(entry[1].length).toBeGreaterThan(5);
    expect(code).toMatch(/^[a-z_]+$/);
  });

  it('carry what explains them, and extra members never overwrite the standard ones', () => {
    const error = new AppError('seat_unavailable', 'Someone else was faster.', {
      extra: { seats: [3], status: 200 },
    });
    const body = error.toProblem();
    expect(problemDetails.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      type: '/problems/seat_unavailable',
      status: 409,
      detail: 'Someone else was faster.',
      seats: [3],
    });
  });
});
