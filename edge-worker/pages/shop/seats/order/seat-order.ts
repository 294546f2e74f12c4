import type { ScheduleDetail, SeatStatus } from '@frontrow/protocol';
import { computed, signal } from '@preact/signals';
import type { TextStore } from '../../api/idempotency-keys.ts';
import type { Seat, SeatIndex } from '../map/seat-index.ts';
import { orderLimit, splitLost, toggleSeat, totalPrice, type Selection } from './selection.ts';

export type OrderNotice =
  | { kind: 'limit'; limit: number }
  | { kind: 'notFree'; seat: Seat; state: 'H' | 'S' }
  | { kind: 'lost'; seats: Seat[] };

type Deps = { schedule: ScheduleDetail; index: SeatIndex; first: SeatStatus; store: TextStore };

export type SeatOrder = ReturnType<typeof createSeatOrder>;

/** What one buyer is choosing of one date. Kept for the tab, so that logging in on the way loses nothing. */
export function createSeatOrder({ schedule, index, first, store }: Deps) {
  const limit = orderLimit(schedule.seatLimit);
  const kept = createKeptChoice(store, schedule.id);
  const status = signal(first);
  const selection = signal<Selection>(splitLost(kept.read(), first.seats).kept.slice(0, limit));
  const notice = signal<OrderNotice | undefined>(undefined);
  const total = computed(() => totalPrice(selection.value, schedule.sections));
  let frozen = false;

  function choose(next: Selection): void {
    selection.value = next;
    kept.write(next);
  }

  function seatsOf(seatNos: Selection): Seat[] {
    return seatNos.flatMap((seatNo) => index.get(seatNo) ?? []);
  }

  function drop(seatNos: Selection): void {
    choose(selection.value.filter((seatNo) => !seatNos.includes(seatNo)));
    notice.value = { kind: 'lost', seats: seatsOf(seatNos) };
  }

  function toggle(seatNo: number): void {
    const { seats } = status.value;
    const toggled = toggleSeat(selection.value, seatNo, { seats, limit });
    notice.value = undefined;
    if (toggled.kind === 'changed') {
      choose(toggled.selection);
    } else if (toggled.kind === 'limit') {
      notice.value = { kind: 'limit', limit };
    } else {
      notice.value = explainTaken(index.get(seatNo), seats[seatNo - 1]);
    }
  }

  /** Takes the newest status; chosen seats that somebody else got are let go, and named. */
  function show(newest: SeatStatus): void {
    status.value = newest;
    const { lost } = splitLost(selection.value, newest.seats);
    if (lost.length > 0 && !frozen) {
      drop(lost);
    }
  }

  /** While our own hold is on its way, its seats turn up as held: that is us, not somebody else. */
  async function whileHolding<T>(work: () => Promise<T>): Promise<T> {
    frozen = true;
    notice.value = undefined;
    return work().finally(() => (frozen = false));
  }

  const forget = () => choose([]);
  const shown = { schedule, index, limit, status, selection, notice, total };
  return { ...shown, seatsOf, drop, toggle, show, whileHolding, forget };
}

function explainTaken(seat: Seat | undefined, letter: string | undefined): OrderNotice | undefined {
  return seat && { kind: 'notFree', seat, state: letter === 'H' ? 'H' : 'S' };
}

const choiceSlot = (scheduleId: number) => `frontrow.choice.${scheduleId}`;

/** These seats were held in another way than from their map. */
export function forgetChoice(store: TextStore, scheduleId: number): void {
  store.removeItem(choiceSlot(scheduleId));
}

function createKeptChoice(store: TextStore, scheduleId: number) {
  const slot = choiceSlot(scheduleId);
  return {
    read(): Selection {
      const seatNos = (store.getItem(slot) ?? '').split(' ').map(Number);
      return [...new Set(seatNos)].filter((seatNo) => seatNo > 0);
    },
    write(seatNos: Selection): void {
      store.setItem(slot, seatNos.join(' '));
    },
  };
}
