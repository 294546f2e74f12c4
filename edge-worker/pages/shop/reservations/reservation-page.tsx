import type { ReservationView } from '@frontrow/protocol';
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { getReservation } from '../api/shop-api.ts';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { messages } from '../i18n/language.ts';
import { FailurePanel } from '../states/failure-panel.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import { useLoad } from '../states/use-load.ts';
import { OrderSummary } from './order-summary.tsx';
import { PaymentPanel } from './payment-panel.tsx';
import { takeRemembered } from './remembered-reservation.ts';
import { SettledPanel } from './settled-panel.tsx';

/** A reservation with the moment of its reply, from which its seconds run. */
export type TimedReservation = { reservation: ReservationView; repliedAtMs: number };

export function ReservationPage() {
  const id = Number(useRoute().params.id);
  const [round, setRound] = useState(0);
  const loaded = useLoad(`reservation ${id} ${round}`, (signal) => readReservation(id, signal));
  const reload = () => setRound((count) => count + 1);
  const { reservation } = messages.value;
  usePageTitle(reservation.heading);
  useReloadOnReturn(reload);
  return (
    <div class="page reservation-page">
      <h1>{reservation.heading}</h1>
      {loaded.state === 'failed' ? (
        <FailurePanel failure={loaded.failure} retry={loaded.retry} />
      ) : loaded.state === 'loading' ? (
        <Skeleton lines={4} tall />
      ) : (
        <ReservationBody timed={loaded.value} reload={reload} />
      )}
    </div>
  );
}

function ReservationBody({ timed, reload }: { timed: TimedReservation; reload: () => void }) {
  const { reservation } = timed;
  return (
    <div class="reservation-columns">
      <OrderSummary reservation={reservation} />
      {reservation.status === 'PENDING' ? (
        <PaymentPanel timed={timed} reload={reload} />
      ) : (
        <SettledPanel reservation={reservation} />
      )}
    </div>
  );
}

async function readReservation(id: number, signal: AbortSignal): Promise<TimedReservation> {
  const reservation = takeRemembered(id) ?? (await getReservation(id, signal));
  return { reservation, repliedAtMs: performance.now() };
}

/** Some devices stop a page's clock while they sleep: what is left is asked again afterwards. */
function useReloadOnReturn(reload: () => void): void {
  useEffect(() => {
    let hiddenAt: number | undefined;
    const onChange = () => {
      if (document.visibilityState === 'hidden') {
        hiddenAt = Date.now();
      } else if (hiddenAt !== undefined && Date.now() - hiddenAt > 5_000) {
        reload();
      }
    };
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, []);
}
