import type { Layout, ScheduleDetail, SeatStatus } from '@frontrow/protocol';
import { useRoute } from 'preact-iso';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ApiFailure } from '../api/api-failure.ts';
import { getLayout, getSchedule, getSeats } from '../api/shop-api.ts';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { formatNumber, formatShowDate, formatShowTime } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { FailurePanel } from '../states/failure-panel.tsx';
import { Notice } from '../states/notice.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import { useLoad } from '../states/use-load.ts';
import { Legend } from './legend.tsx';
import { createSeatIndex } from './map/seat-index.ts';
import { SeatMap } from './map/seat-map.tsx';
import { OrderPanel } from './order/order-panel.tsx';
import { createSeatOrder, type SeatOrder } from './order/seat-order.ts';
import { useHold } from './order/use-hold.ts';
import { watchSeats, type Freshness } from './watch-seats.ts';

type SeatPlan = { schedule: ScheduleDetail; layout: Layout; first: SeatStatus };

export function SeatsPage() {
  const id = Number(useRoute().params.id);
  const loaded = useLoad(`schedule ${id}`, (signal) => loadPlan(id, signal));
  const { seats } = messages.value;
  usePageTitle(
    loaded.state === 'ready'
      ? `${loaded.value.schedule.concertTitle} · ${seats.heading}`
      : undefined,
  );
  if (loaded.state === 'failed') {
    return (
      <div class="page">
        <FailurePanel failure={loaded.failure} retry={loaded.retry} />
      </div>
    );
  }
  if (loaded.state === 'loading') {
    return <SeatsSkeleton />;
  }
  return <SeatChooser key={id} plan={loaded.value} />;
}

async function loadPlan(id: number, signal: AbortSignal): Promise<SeatPlan> {
  const [schedule, status] = await Promise.all([
    getSchedule(id, signal),
    getSeats(id, undefined, signal),
  ]);
  if (status === undefined) {
    throw new ApiFailure('unexpected');
  }
  const layout = await getLayout(schedule.layoutId, signal);
  return { schedule, layout, first: status.value };
}

function SeatChooser({ plan }: { plan: SeatPlan }) {
  const { schedule, layout, first } = plan;
  const order = useMemo(() => {
    const index = createSeatIndex(layout);
    return createSeatOrder({ schedule, index, first, store: sessionStorage });
  }, [plan]);
  const { freshness, refresh } = useWatch(order);
  const hold = useHold(order, refresh);
  return (
    <div class="seats-page">
      <SeatsHead order={order} />
      <div class="seats-main">
        <StateNotice order={order} freshness={freshness} refresh={refresh} />
        <SeatMap layout={layout} order={order} />
        <Legend order={order} />
      </div>
      <OrderPanel order={order} hold={hold} />
    </div>
  );
}

function useWatch(order: SeatOrder) {
  const [freshness, setFreshness] = useState<Freshness>('fresh');
  const watch = useRef<ReturnType<typeof watchSeats> | undefined>(undefined);
  useEffect(() => {
    watch.current = watchSeats({
      scheduleId: order.schedule.id,
      onStatus: (status) => order.show(status),
      onFreshness: setFreshness,
    });
    return () => watch.current?.stop();
  }, [order]);
  return { freshness, refresh: () => watch.current?.refresh() };
}

function SeatsHead({ order }: { order: SeatOrder }) {
  const { seats, common, koreanTime } = messages.value;
  const { concertId, concertTitle, startsAt, venue } = order.schedule;
  return (
    <div class="seats-head">
      <a class="back-link" href={`/concerts/${concertId}`}>
        <span aria-hidden="true">←</span> <span class="visually-hidden">{common.back}: </span>
        {concertTitle}
      </a>
      <h1>{seats.heading}</h1>
      <p class="seats-when">
        {formatShowDate(startsAt)}, {formatShowTime(startsAt)}{' '}
        <span class="muted small">{koreanTime}</span>
      </p>
      <p class="muted">
        {venue.name}, {venue.city} ·{' '}
        <strong>{seats.left(formatNumber(order.status.value.seatsLeft))}</strong>
      </p>
    </div>
  );
}

type StateProps = { order: SeatOrder; freshness: Freshness; refresh: () => void };

function StateNotice({ order, freshness, refresh }: StateProps) {
  const { seats } = messages.value;
  if (!order.schedule.onSale) {
    return <Notice tone="info">{seats.notOnSale}</Notice>;
  }
  if (freshness === 'paused') {
    return (
      <Notice tone="info">
        {seats.paused}{' '}
        <button type="button" class="text-button" onClick={refresh}>
          {seats.resume}
        </button>
      </Notice>
    );
  }
  if (freshness === 'stale') {
    return <Notice tone="warn">{seats.stale}</Notice>;
  }
  return order.status.value.seatsLeft === 0 ? <Notice tone="info">{seats.soldOut}</Notice> : null;
}

function SeatsSkeleton() {
  return (
    <div class="seats-page">
      <div class="seats-head">
        <Skeleton lines={3} />
      </div>
      <div class="seats-main">
        <span class="skeleton map-skeleton" />
      </div>
      <aside class="order-panel">
        <Skeleton lines={4} />
      </aside>
    </div>
  );
}
