import { SEAT_AVAILABLE, SEAT_HELD, type Layout, type ScheduleDetail } from '@frontrow/protocol';
import { formatNumber, formatPoints } from '../../i18n/format.ts';
import { messages } from '../../i18n/language.ts';
import type { SeatOrder } from '../order/seat-order.ts';
import { sectionOfSeat } from '../order/selection.ts';
import { drawFarLabels, drawMark, drawSection, drawStage } from './hall-drawing.ts';
import type { Seat } from './seat-index.ts';
import { svgElement } from './svg-element.ts';

type Parts = { svg: SVGSVGElement; layout: Layout; order: SeatOrder };
type State = 'A' | 'H' | 'S' | 'mine';

const RADIUS: Record<State, string> = { A: '4.3', H: '3.7', S: '2', mine: '4.8' };
export type SeatLayer = ReturnType<typeof createSeatLayer>;

/**
 * Draws the hall once, one circle a seat, and afterwards touches only the seats whose state changed:
 * 3,000 seats polled every two seconds must not cost a frame.
 */
export function createSeatLayer({ svg, layout, order }: Parts) {
  const { schedule } = order;
  const circles = new Map<number, SVGCircleElement>();
  const shown = new Map<number, State>();
  let focused = order.index.seats[0]?.seatNo ?? 1;

  const hall = svgElement('g', { class: 'hall' });
  hall.append(...layout.sections.map((section) => drawSection(section, schedule, circles)));
  const marks = svgElement('g', { class: 'chosen-marks', 'aria-hidden': 'true' });
  svg.replaceChildren(drawStage(layout), hall, marks, drawFarLabels(layout));
  circles.get(focused)?.setAttribute('tabindex', '0');

  function paint(seat: Seat, state: State): void {
    const circle = circles.get(seat.seatNo);
    if (circle !== undefined) {
      paintSeat(circle, state, describeSeat(order, seat, state));
      shown.set(seat.seatNo, state);
    }
  }

  return {
    update(seats: string, selection: readonly number[]): void {
      for (const seat of order.index.seats) {
        const state = selection.includes(seat.seatNo) ? 'mine' : stateOf(seats[seat.seatNo - 1]);
        if (shown.get(seat.seatNo) !== state) {
          paint(seat, state);
        }
      }
      marks.replaceChildren(...order.seatsOf(selection).map(drawMark));
    },

    /** Says everything again, in another language. */
    relabel(): void {
      order
        .seatsOf([...shown.keys()])
        .forEach((seat) => paint(seat, shown.get(seat.seatNo) ?? 'S'));
      relabelHall(svg, schedule);
    },

    /** Roving tabindex: one seat is in the order of the Tab key, the arrows go on from it. */
    setFocus(seatNo: number, move: boolean): void {
      circles.get(focused)?.setAttribute('tabindex', '-1');
      focused = seatNo;
      circles.get(seatNo)?.setAttribute('tabindex', '0');
      if (move) {
        circles.get(seatNo)?.focus({ preventScroll: true });
      }
    },

    focused: () => order.index.get(focused),
    describe: (seat: Seat) => describeSeat(order, seat, shown.get(seat.seatNo) ?? 'S'),
  };
}

function paintSeat(circle: SVGCircleElement, state: State, label: string): void {
  circle.setAttribute('class', `seat is-${state}`);
  circle.setAttribute('r', RADIUS[state]);
  circle.setAttribute('aria-checked', String(state === 'mine'));
  circle.setAttribute('aria-disabled', String(state === 'H' || state === 'S'));
  circle.setAttribute('aria-label', label);
}

function relabelHall(svg: SVGSVGElement, schedule: ScheduleDetail): void {
  const { seats } = messages.value;
  svg.querySelectorAll<SVGGElement>('g.section').forEach((group, k) => {
    const section = schedule.sections[k];
    if (section !== undefined) {
      group.setAttribute(
        'aria-label',
        seats.sectionLabel(section.name, formatPoints(section.price)),
      );
    }
  });
  svg.querySelector('.stage text')?.replaceChildren(seats.stage);
}

function stateOf(letter: string | undefined): State {
  return letter === SEAT_AVAILABLE ? 'A' : letter === SEAT_HELD ? 'H' : 'S';
}

function describeSeat({ schedule }: SeatOrder, seat: Seat, state: State): string {
  const { seats } = messages.value;
  const price = sectionOfSeat(schedule.sections, seat.seatNo)?.price ?? 0;
  const name = seats.seatName(seat.section, seat.row, seat.label);
  return seats.seatLabel(name, formatNumber(price), seats.states[state]);
}
