type Point = { x: number; y: number };

/** What a gesture means; points are in CSS pixels of the frame. */
export type GestureHandlers = {
  pan: (dx: number, dy: number) => void;
  /** False when nothing changed: the wheel then scrolls the page. */
  zoom: (factor: number, at: Point) => boolean;
  tap: (at: Point, isTouch: boolean) => void;
  hover: (at: Point | undefined) => void;
  settle: () => void;
};

/** A finger trembles: less than this is a tap. */
const TAP_SLACK_PX = 7;

/** Turns pointers and the wheel into pan, zoom, tap and hover until the signal aborts. */
export function attachGestures(frame: HTMLElement, on: GestureHandlers, signal: AbortSignal) {
  const pointers = new Map<number, Point>();
  let travelled = 0;

  const pointOf = (event: MouseEvent): Point => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const press = (event: PointerEvent) => {
    if (event.button === 0) {
      travelled = pointers.size === 0 ? 0 : Infinity;
      pointers.set(event.pointerId, pointOf(event));
    }
  };

  const move = (event: PointerEvent) => {
    const now = pointOf(event);
    const before = pointers.get(event.pointerId);
    if (before === undefined) {
      on.hover(event.pointerType === 'mouse' ? now : undefined);
      return;
    }
    travelled += distance(now, before);
    if (travelled < TAP_SLACK_PX) {
      return;
    }
    // Captured only once it is a drag, so that a plain click still reaches the seat.
    frame.setPointerCapture(event.pointerId);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pinchOrPan(on, { before, now, other });
    pointers.set(event.pointerId, now);
  };

  const release = (event: PointerEvent) => {
    if (pointers.delete(event.pointerId) && pointers.size === 0) {
      if (event.type === 'pointerup' && travelled < TAP_SLACK_PX) {
        on.tap(pointOf(event), event.pointerType !== 'mouse');
      }
      on.settle();
    }
  };
  frame.addEventListener('pointerdown', press, { signal });
  frame.addEventListener('pointermove', move, { signal });
  frame.addEventListener('pointerup', release, { signal });
  frame.addEventListener('pointercancel', release, { signal });
  frame.addEventListener('pointerleave', () => on.hover(undefined), { signal });
  attachWheel(frame, { on, pointOf, signal });
}

type Move = { before: Point; now: Point; other: Point | undefined };

/** Alone, a pointer pans; with a second one, each does half of the panning and both zoom. */
function pinchOrPan(on: GestureHandlers, { before, now, other }: Move): void {
  if (other === undefined) {
    on.pan(now.x - before.x, now.y - before.y);
    return;
  }
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  on.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  on.zoom(distance(now, other) / Math.max(distance(before, other), 1), middle);
}

type WheelParts = {
  on: GestureHandlers;
  pointOf: (event: MouseEvent) => Point;
  signal: AbortSignal;
};

function attachWheel(frame: HTMLElement, { on, pointOf, signal }: WheelParts): void {
  let still: ReturnType<typeof setTimeout> | undefined;
  frame.addEventListener(
    'wheel',
    (event) => {
      // A pinch on a touchpad arrives as a wheel with ctrl, in much smaller steps.
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.012 : 0.0018));
      if (on.zoom(factor, pointOf(event)) || event.ctrlKey) {
        event.preventDefault();
      }
      clearTimeout(still);
      still = setTimeout(on.settle, 160);
    },
    { signal, passive: false },
  );
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
