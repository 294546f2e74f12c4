import { MAX_CHARGE } from '@frontrow/protocol';
import { useState } from 'preact/hooks';
import { balance } from '../account/account-state.ts';
import { Field } from '../account/field.tsx';
import { chargeWallet } from '../api/shop-api.ts';
import { formatNumber, formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { FailureNotice, Notice } from '../states/notice.tsx';
import { useAction } from '../states/use-action.ts';
import { useDraft } from '../states/use-draft.ts';
import { QUICK_AMOUNTS, readAmount, suggestAmount } from './charge-amount.ts';

type Props = { needed: number | undefined; onCharged: () => void };

export function ChargeForm({ needed, onCharged }: Props) {
  const { wallet } = messages.value;
  const charge = useCharge(needed, onCharged);
  const isWrong = charge.tried && charge.amount === undefined;
  return (
    <form class="card charge-form" noValidate onSubmit={charge.submit}>
      <h2>{wallet.charge}</h2>
      {needed === undefined ? null : <p class="muted">{wallet.needed(formatPoints(needed))}</p>}
      <QuickAmounts current={charge.amount ?? 0} onAmount={charge.type} />
      <Field
        label={wallet.amount}
        value={charge.text}
        onValue={charge.type}
        error={isWrong ? wallet.amountWrong(formatPoints(MAX_CHARGE)) : undefined}
        input={{ name: 'amount', inputMode: 'numeric', autoComplete: 'off' }}
      />
      <FailureNotice failure={charge.failure} />
      {charge.done === undefined ? null : (
        <Notice tone="good">{wallet.charged(formatPoints(charge.done))}</Notice>
      )}
      <button type="submit" class="button primary wide" aria-disabled={charge.busy}>
        {charge.busy
          ? wallet.charging
          : charge.amount === undefined
            ? wallet.chargeEmpty
            : wallet.chargeNow(formatPoints(charge.amount))}
      </button>
    </form>
  );
}

function useCharge(needed: number | undefined, onCharged: () => void) {
  const suggested = suggestAmount(needed);
  const [text, setText] = useDraft(
    'charge',
    suggested === undefined ? '' : formatNumber(suggested),
  );
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState<number>();
  const action = useAction();
  const amount = readAmount(text);

  function type(next: string) {
    setText(next);
    setDone(undefined);
  }
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setTried(true);
    if (amount === undefined) {
      return;
    }
    await action.run(async () => {
      const reply = await chargeWallet(amount);
      balance.value = reply.balance;
      setText('');
      setTried(false);
      setDone(amount);
      onCharged();
    });
  }
  return { ...action, text, type, tried, done, amount, submit };
}

type QuickProps = { current: number; onAmount: (text: string) => void };

function QuickAmounts({ current, onAmount }: QuickProps) {
  const { wallet } = messages.value;
  return (
    <div class="quick-amounts">
      {QUICK_AMOUNTS.map((amount) => (
        <button
          key={amount}
          type="button"
          class="chip"
          onClick={() => onAmount(formatNumber(Math.min(current + amount, MAX_CHARGE)))}
        >
          {wallet.add(formatPoints(amount))}
        </button>
      ))}
    </div>
  );
}
