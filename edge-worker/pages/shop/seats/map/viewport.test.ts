import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampViewport,
  fitViewport,
  largestScale,
  panBy,
  reveal,
  seatPixels,
  toHall,
  zoomAt,
} from './viewport.ts';

const limits = { frame: { width: 400, height: 300 }, hall: { width: 1000, height: 500 } };

describe('the viewport of the seat map', () => {
  it('shows the whole hall in the middle at first', () => {
    expect(fitViewport(limits)).toEqual({ scale: 0.4, x: 0, y: 50 });
  });

  it('keeps the point under the pointer in place while zooming', () => {
    const start = zoomAt(fitViewport(limits), 3, { x: 200, y: 150 }, limits);
    const at = { x: 230, y: 140 };
    const before = toHall(start, at);
    const after = toHall(zoomAt(start, 1.5, at, limits), at);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it('never zooms out beyond the hall nor in beyond a large seat', () => {
    const fit = fitViewport(limits);
    expect(zoomAt(fit, 0.1, { x: 0, y: 0 }, limits)).toEqual(fit);
    const close = zoomAt(fit, 1000, { x: 200, y: 150 }, limits);
    expect(close.scale).toBe(largestScale(limits));
    expect(seatPixels(close)).toBe(44);
  });

  it('leaves no gap, whatever the gestures', () => {
    const step = fc.record({
      factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 300 }),
      dx: fc.integer({ min: -900, max: 900 }),
      dy: fc.integer({ min: -900, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let view = fitViewport(limits);
        for (const { factor, x, y, dx, dy } of steps) {
          view = panBy(zoomAt(view, factor, { x, y }, limits), dx, dy, limits);
        }
        expect(clampViewport(view, limits)).toEqual(view);
      }),
    );
  });

  it('brings a seat outside of the frame into it, and moves nothing for one inside', () => {
    const close = zoomAt(fitViewport(limits), 5, { x: 0, y: 0 }, limits);
    const shown = reveal(close, { x: 900, y: 400 }, limits);
    const x = 900 * shown.scale + shown.x;
    const y = 400 * shown.scale + shown.y;
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(400);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(300);
    expect(reveal(shown, { x: 900, y: 400 }, limits)).toEqual(shown);
  });
});
