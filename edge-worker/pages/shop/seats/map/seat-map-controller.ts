import type { Layout } from '@frontrow/protocol';
import { effect } from '@preact/signals';
import { messages } from '../../i18n/language.ts';
import type { SeatOrder } from '../order/seat-order.ts';
import { sizeFarLabels } from './hall-drawing.ts';
import { attachGestures } from './map-gestures.ts';
import { createMapView, type MapView } from './map-view.ts';
import type { Direction, Seat } from './seat-index.ts';
import { createSeatLayer, type SeatLayer } from './seat-layer.ts';
import { seatPixels, type Viewport } from './viewport.ts';

type Elements = { frame: HTMLElement; svg: SVGSVGElement; tip: HTMLElement };
type Parts = Elements & { layout: Layout; order: SeatOrder };
type Point = { x: number; y: number };
type Map = Parts & { view: MapView; layer: SeatLayer };

/** Smaller than this a seat cannot be hit on purpose: a tap comes closer instead. */
const SMALLEST_TARGET_PX = { finger: 20, mouse: 6 };
const CLOSE_PX = 26;
/** How far from its centre a seat is still meant, in tenths of a seat width. */
const REACH = 7;
const ZOOM_STEP = 1.5;
const SEATS_TOO_SMALL_PX = 8;
const ROWS_READABLE_PX = 13;

const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export type SeatMapController = { view: MapView; stop: () => void };

/** Joins the drawn hall, its viewport and the buyer's gestures and keys, until `stop`. */
export function startSeatMap(parts: Parts): SeatMapController {
  const { frame, svg, layout, order } = parts;
  const aborter = new AbortController();
  const layer = createSeatLayer({ svg, layout, order });
  const view = createMapView({
    frame,
    hall: layout,
    draw: (viewport, moving) => draw(parts, viewport, moving),
  });
  const map: Map = { ...parts, view, layer };

  const stopUpdates = effect(() => layer.update(order.status.value.seats, order.selection.value));
  let spoken = messages.peek();
  const stopRelabels = effect(() => {
    if (spoken !== messages.value) {
      spoken = messages.value;
      layer.relabel();
    }
  });
  const resizes = new ResizeObserver(() => view.resize());
  resizes.observe(frame);
  listen(map, aborter.signal);
  view.reset();

  function stop(): void {
    aborter.abort();
    resizes.disconnect();
    stopUpdates();
    stopRelabels();
  }
  return { view, stop };
}

function draw({ frame, svg, tip }: Elements, viewport: Viewport, moving: boolean): void {
  const { scale, x, y } = viewport;
  const px = seatPixels(viewport);
  const isWhole = frame.clientWidth >= svg.clientWidth * scale - 1;
  svg.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  svg.classList.toggle('moving', moving);
  svg.classList.toggle('far', px < SEATS_TOO_SMALL_PX);
  svg.classList.toggle('near', px >= ROWS_READABLE_PX);
  sizeFarLabels(svg, scale);
  frame.classList.toggle('whole', isWhole);
  if (moving) {
    tip.hidden = true;
  }
}

function listen(map: Map, signal: AbortSignal): void {
  const { frame, svg, view, layer, order } = map;
  attachGestures(
    frame,
    {
      pan: view.pan,
      zoom: view.zoom,
      settle: view.settle,
      tap: (at, isTouch) => tap(map, at, isTouch),
      hover: (at) => showTip(map, at === undefined ? undefined : seatAt(map, at)),
    },
    signal,
  );
  svg.addEventListener('keydown', (event) => onKey(map, event), { signal });
  // Assistive technology may focus any seat: from then on keys act on that one.
  svg.addEventListener(
    'focusin',
    ({ target }) => focusSeat(map, order.index.get(seatNoOf(target)) ?? layer.focused(), false),
    { signal },
  );
  svg.addEventListener('focusout', () => showTip(map, undefined), { signal });
  // Screen readers click without a pointer; pointers are handled as gestures.
  svg.addEventListener(
    'click',
    ({ target, detail }) => {
      const seatNo = seatNoOf(target);
      if (detail === 0 && Number.isInteger(seatNo)) {
        order.toggle(seatNo);
      }
    },
    { signal },
  );
}

/** NaN for whatever is not a seat. */
function seatNoOf(target: EventTarget | null): number {
  return Number(target instanceof SVGElement ? target.dataset.seat : undefined);
}

function seatAt({ view, order }: Map, at: Point): Seat | undefined {
  const { x, y } = view.toHall(at);
  return order.index.nearest(x, y, REACH);
}

function tap(map: Map, at: Point, isTouch: boolean): void {
  const { view, layer, order } = map;
  const smallest = isTouch ? SMALLEST_TARGET_PX.finger : SMALLEST_TARGET_PX.mouse;
  if (view.seatPixels() < smallest) {
    view.approach(at, CLOSE_PX);
    return;
  }
  const seat = seatAt(map, at);
  if (seat !== undefined) {
    layer.setFocus(seat.seatNo, false);
    order.toggle(seat.seatNo);
  }
}

function onKey(map: Map, event: KeyboardEvent): void {
  const { layer, order } = map;
  const seat = layer.focused();
  const direction = ARROWS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || seat === undefined) {
    return;
  }
  if (direction !== undefined) {
    focusSeat(map, order.index.neighbour(seat, direction) ?? seat, true);
  } else if (event.key === ' ' || event.key === 'Enter') {
    order.toggle(seat.seatNo);
    showTip(map, seat);
  } else if (!zoomByKey(map, seat, event.key)) {
    return;
  }
  event.preventDefault();
}

/** Zooms around the seat that the keyboard stands on. */
function zoomByKey(map: Map, seat: Seat, key: string): boolean {
  const { view } = map;
  const factor = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP }[key];
  if (factor !== undefined) {
    view.zoomStep(factor, view.toFrame(seat));
    view.reveal(seat);
  } else if (key === '0') {
    view.reset();
  }
  showTip(map, seat);
  return factor !== undefined || key === '0';
}

function focusSeat(map: Map, seat: Seat | undefined, move: boolean): void {
  const { view, layer, svg } = map;
  if (seat === undefined) {
    return;
  }
  layer.setFocus(seat.seatNo, move);
  // A seat that a pointer has just focused is where it should be; only the keyboard moves the map.
  if (svg.querySelector(':focus-visible') !== null) {
    view.reveal(seat);
    showTip(map, seat);
  }
}

function showTip({ frame, tip, view, layer }: Map, seat: Seat | undefined): void {
  tip.hidden = seat === undefined;
  frame.classList.toggle('over-seat', seat !== undefined);
  if (seat === undefined) {
    return;
  }
  const { x, y } = view.toFrame(seat);
  const half = 110;
  const left = Math.min(Math.max(x, half), Math.max(frame.clientWidth - half, half));
  tip.textContent = layer.describe(seat);
  tip.classList.toggle('below', y < 70);
  tip.style.translate = `${left}px ${y}px`;
}
