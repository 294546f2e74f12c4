/** How the hall is laid over its frame: `screen = hall × scale + (x, y)`, in CSS pixels. */
export type Viewport = { scale: number; x: number; y: number };
export type Size = { width: number; height: number };
type Point = { x: number; y: number };
type Limits = { frame: Size; hall: Size };

/** At most this many CSS pixels for a seat width (10 units): a comfortable target for a finger. */
const LARGEST_SEAT_PX = 44;
const UNITS_A_SEAT = 10;

/** The scale at which the whole hall is seen. */
function fitScale({ frame, hall }: Limits): number {
  return Math.min(frame.width / hall.width, frame.height / hall.height);
}

export function largestScale(limits: Limits): number {
  return Math.max(LARGEST_SEAT_PX / UNITS_A_SEAT, fitScale(limits));
}

/** The whole hall, in the middle of the frame. */
export function fitViewport(limits: Limits): Viewport {
  return clampViewport({ scale: fitScale(limits), x: 0, y: 0 }, limits);
}

/** Keeps the hall in the frame: centred where it is smaller, without a gap where it is larger. */
export function clampViewport({ scale, x, y }: Viewport, limits: Limits): Viewport {
  const bounded = Math.min(Math.max(scale, fitScale(limits)), largestScale(limits));
  return {
    scale: bounded,
    x: clampOffset(x, limits.frame.width, limits.hall.width * bounded),
    y: clampOffset(y, limits.frame.height, limits.hall.height * bounded),
  };
}

/** Zooms by a factor while the point of the hall under `at` (frame pixels) stays under it. */
export function zoomAt(viewport: Viewport, factor: number, at: Point, limits: Limits): Viewport {
  const { scale } = clampViewport({ ...viewport, scale: viewport.scale * factor }, limits);
  const grown = scale / viewport.scale;
  return clampViewport(
    {
      scale,
      x: at.x - (at.x - viewport.x) * grown,
      y: at.y - (at.y - viewport.y) * grown,
    },
    limits,
  );
}

export function panBy(viewport: Viewport, dx: number, dy: number, limits: Limits): Viewport {
  return clampViewport({ ...viewport, x: viewport.x + dx, y: viewport.y + dy }, limits);
}

/** Moves just as far as needed to bring a point of the hall into the frame, with a margin. */
export function reveal(viewport: Viewport, point: Point, limits: Limits): Viewport {
  const margin = 3 * UNITS_A_SEAT * viewport.scale;
  const screenX = point.x * viewport.scale + viewport.x;
  const screenY = point.y * viewport.scale + viewport.y;
  return panBy(
    viewport,
    shortfall(screenX, margin, limits.frame.width),
    shortfall(screenY, margin, limits.frame.height),
    limits,
  );
}

export function toHall(viewport: Viewport, at: Point): Point {
  return { x: (at.x - viewport.x) / viewport.scale, y: (at.y - viewport.y) / viewport.scale };
}

/** CSS pixels that a seat width takes. */
export function seatPixels({ scale }: Viewport): number {
  return scale * UNITS_A_SEAT;
}

function clampOffset(offset: number, frame: number, content: number): number {
  if (content <= frame) {
    return (frame - content) / 2;
  }
  return Math.min(Math.max(offset, frame - content), 0);
}

function shortfall(position: number, margin: number, frame: number): number {
  const least = Math.min(margin, frame / 2);
  if (position < least) {
    return least - position;
  }
  return Math.min(frame - least - position, 0);
}
