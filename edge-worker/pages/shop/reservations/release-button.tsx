import type { ReservationView } from '@frontrow/protocol';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { releaseReservation } from '../api/shop-api.ts';
import { messages } from '../i18n/language.ts';
import { FailureNotice } from '../states/notice.tsx';
import { useAction } from '../states/use-action.ts';

type Props = { reservation: ReservationView; blocked: boolean; reload: () => void };

/** Giving seats back cannot be undone, so it asks once. */
export function ReleaseButton({ reservation, blocked, reload }: Props) {
  const { reservation: words } = messages.value;
  const { route } = useLocation();
  const [asking, setAsking] = useState(false);
  const action = useAction();

  async function release() {
    const done = await action.run(() =>
      releaseReservation(reservation.id, reservation.schedule.id),
    );
    if (done) {
      route(`/schedules/${reservation.schedule.id}`, true);
    } else {
      reload();
    }
  }

  if (!asking) {
    return (
      <button type="button" class="text-button" disabled={blocked} onClick={() => setAsking(true)}>
        {words.release}
      </button>
    );
  }
  return (
    <div class="release-question" role="group" aria-label={words.release}>
      <p>{words.releaseSure}</p>
      <FailureNotice failure={action.failure} />
      <div class="button-row">
        <button type="button" class="button" onClick={() => setAsking(false)}>
          {words.keep}
        </button>
        <button type="button" class="button danger" aria-disabled={action.busy} onClick={release}>
          {words.releaseYes}
        </button>
      </div>
    </div>
  );
}
