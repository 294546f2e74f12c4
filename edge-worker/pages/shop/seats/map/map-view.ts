import type { Seat } from './seat-index.ts';
import {
  clampViewport,
  fitViewport,
  panBy,
  reveal,
  seatPixels,
  toHall,
  zoomAt,
  type Size,
  type Viewport,
} from './viewport.ts';

type Parts = {
  frame: HTMLElement;
  hall: Size;
  /** Draws the viewport; called at most once a frame of the screen. */
  draw: (viewport: Viewport, moving: boolean) => void;
};
type Point = { x: number; y: number };

export type MapView = ReturnType<typeof createMapView>;

/** Where the map stands now, and how it is moved. Knows nothing of seats' states. */
export function createMapView({ frame, hall, draw }: Parts) {
  let limits = { frame: sizeOf(frame), hall };
  let viewport = fitViewport(limits);
  let moving = false;
  let queued = false;

  function show(next: Viewport, isMoving: boolean): boolean {
    const changed = next.scale !== viewport.scale || next.x !== viewport.x || next.y !== viewport.y;
    viewport = next;
    moving = isMoving;
    if (!queued) {
      queued = true;
      requestAnimationFrame(() => {
        queued = false;
        draw(viewport, moving);
      });
    }
    return changed;
  }

  const isWhole = () => viewport.scale === fitViewport(limits).scale;
  const middle = (): Point => ({ x: limits.frame.width / 2, y: limits.frame.height / 2 });

  return {
    isWhole,
    seatPixels: () => seatPixels(viewport),
    toHall: (at: Point) => toHall(viewport, at),
    toFrame: ({ x, y }: Point): Point => ({
      x: x * viewport.scale + viewport.x,
      y: y * viewport.scale + viewport.y,
    }),
    pan: (dx: number, dy: number) => show(panBy(viewport, dx, dy, limits), true),
    zoom: (factor: number, at: Point) => show(zoomAt(viewport, factor, at, limits), true),
    zoomStep: (factor: number, at = middle()) => show(zoomAt(viewport, factor, at, limits), false),
    /** Comes close enough to a point that its seats can be told apart and hit. */
    approach: (at: Point, px: number) =>
      show(zoomAt(viewport, px / seatPixels(viewport), at, limits), false),
    reveal: (seat: Seat) => show(reveal(viewport, seat, limits), false),
    reset: () => show(fitViewport(limits), false),
    settle: () => show(viewport, false),

    /** After the frame changed its size: the whole hall stays whole, a part stays where it was. */
    resize(): void {
      const wasWhole = isWhole();
      limits = { frame: sizeOf(frame), hall };
      show(wasWhole ? fitViewport(limits) : clampViewport(viewport, limits), false);
    },
  };
}

function sizeOf(frame: HTMLElement): Size {
  return { width: Math.max(frame.clientWidth, 1), height: Math.max(frame.clientHeight, 1) };
}
