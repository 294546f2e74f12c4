import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { balance, refreshBalance } from '../account/account-state.ts';
import type { FailureCode } from '../api/api-failure.ts';
import { payReservation } from '../api/shop-api.ts';
import { formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { forgetSession } from '../session/session-state.ts';
import { FailureNotice, Notice } from '../states/notice.tsx';
import { useAction } from '../states/use-action.ts';
import { keepTicket } from '../tickets/kept-tickets.ts';
import { HoldCountdown } from './hold-countdown.tsx';
import { ReleaseButton } from './release-button.tsx';
import type { TimedReservation } from './reservation-page.tsx';

type Props = { timed: TimedReservation; reload: () => void };

/** After these the reservation is not what the page shows any more. */
const OUTDATED: readonly (FailureCode | undefined)[] = ['hold_expired', 'reservation_not_pending'];

export function PaymentPanel({ timed, reload }: Props) {
  const { reservation, repliedAtMs } = timed;
  const { pay, busy, failure } = usePayment(reservation.id);
  const missing = reservation.amount - (balance.value ?? reservation.amount);
  useEffect(() => void refreshBalance(), []);
  return (
    <section class="card payment-panel">
      <HoldCountdown
        secondsLeft={reservation.secondsLeft}
        repliedAtMs={repliedAtMs}
        onEnd={reload}
      />
      <Balances amount={reservation.amount} />
      <FailureNotice failure={failure} />
      {OUTDATED.includes(failure?.code) ? (
        <button type="button" class="button primary wide" onClick={reload}>
          {messages.value.common.retry}
        </button>
      ) : missing > 0 ? (
        <TooFewPoints missing={missing} reservationId={reservation.id} />
      ) : (
        <PayButton amount={reservation.amount} busy={busy} onPay={pay} />
      )}
      <ReleaseButton reservation={reservation} blocked={busy} reload={reload} />
    </section>
  );
}

type PayProps = { amount: number; busy: boolean; onPay: () => void };

function PayButton({ amount, busy, onPay }: PayProps) {
  const { reservation: words } = messages.value;
  return (
    <>
      <button
        type="button"
        class="button primary wide pay-button"
        aria-disabled={busy}
        onClick={onPay}
      >
        {busy ? words.paying : words.pay(formatPoints(amount))}
      </button>
      <p class="muted small">{words.payHint}</p>
    </>
  );
}

function usePayment(reservationId: number) {
  const { route } = useLocation();
  const action = useAction();
  const pay = () =>
    action.run(async () => {
      const reply = await payReservation(reservationId);
      forgetSession();
      balance.value = reply.balance;
      // From here on the place belongs to the next visitor: the reply itself is what the ticket is shown from.
      keepTicket(reply.ticket);
      route(`/tickets/${reply.ticket.code}?paid=1`, true);
    });
  return { ...action, pay };
}

function Balances({ amount }: { amount: number }) {
  const { reservation: words } = messages.value;
  const points = balance.value;
  if (points === undefined) {
    return null;
  }
  return (
    <dl class="balances">
      <div>
        <dt>{words.balance}</dt>
        <dd>{formatPoints(points)}</dd>
      </div>
      {points < amount ? null : (
        <div>
          <dt>{words.after}</dt>
          <dd>{formatPoints(points - amount)}</dd>
        </div>
      )}
    </dl>
  );
}

function TooFewPoints({ missing, reservationId }: { missing: number; reservationId: number }) {
  const { reservation: words } = messages.value;
  const back = encodeURIComponent(`/reservations/${reservationId}`);
  return (
    <>
      <Notice tone="warn">{words.short(formatPoints(missing))}</Notice>
      <a class="button primary wide" href={`/wallet?need=${missing}&next=${back}`}>
        {words.charge}
      </a>
    </>
  );
}
