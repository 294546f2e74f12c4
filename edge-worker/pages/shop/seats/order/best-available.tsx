import type { SectionPrice } from '@frontrow/protocol';
import { useId, useState } from 'preact/hooks';
import { formatNumber, formatPoints } from '../../i18n/format.ts';
import { messages } from '../../i18n/language.ts';
import type { SeatOrder } from './seat-order.ts';
import { countLeft } from './selection.ts';
import type { Hold } from './use-hold.ts';

type Props = { order: SeatOrder; hold: Hold };

/** The way to seats without the map: the shop picks the best that are left in a section. */
export function BestAvailable({ order, hold }: Props) {
  const { seats } = messages.value;
  const { sections, onSale } = order.schedule;
  const [wanted, setWanted] = useState<number>();
  const [count, setCount] = useState(Math.min(2, order.limit));
  const left = (section: SectionPrice) => countLeft(section, order.status.value.seats);
  const chosen =
    sections.find(({ sectionNo }) => sectionNo === wanted) ??
    sections.find((section) => left(section) > 0);
  if (chosen === undefined) {
    return null;
  }
  const canHold = onSale && left(chosen) >= count;

  return (
    <fieldset class="best">
      <legend>{seats.best}</legend>
      <p class="muted small">{seats.bestHelp}</p>
      <SectionSelect sections={sections} left={left} value={chosen.sectionNo} onValue={setWanted} />
      <div class="best-row">
        <Stepper count={count} limit={order.limit} onCount={setCount} />
        <button
          type="button"
          class="button"
          disabled={!canHold}
          aria-disabled={hold.busy}
          onClick={() => hold.hold({ bestAvailable: { sectionNo: chosen.sectionNo, count } })}
        >
          {hold.busy ? seats.holding : seats.bestHold(count)}
        </button>
      </div>
    </fieldset>
  );
}

type SelectProps = {
  sections: readonly SectionPrice[];
  left: (section: SectionPrice) => number;
  value: number;
  onValue: (sectionNo: number) => void;
};

function SectionSelect({ sections, left, value, onValue }: SelectProps) {
  const { seats } = messages.value;
  const id = useId();
  return (
    <div class="field">
      <label class="visually-hidden" for={id}>
        {seats.bestSection}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onValue(Number(event.currentTarget.value))}
      >
        {sections.map((section) => (
          <option key={section.sectionNo} value={section.sectionNo} disabled={left(section) === 0}>
            {seats.bestOption(
              section.name,
              formatPoints(section.price),
              formatNumber(left(section)),
            )}
          </option>
        ))}
      </select>
    </div>
  );
}

type StepperProps = { count: number; limit: number; onCount: (count: number) => void };

function Stepper({ count, limit, onCount }: StepperProps) {
  const { seats } = messages.value;
  return (
    <div class="stepper" role="group" aria-label={seats.bestCount}>
      <button
        type="button"
        aria-label={seats.fewer}
        disabled={count <= 1}
        onClick={() => onCount(count - 1)}
      >
        −
      </button>
      <output aria-live="polite">{count}</output>
      <button
        type="button"
        aria-label={seats.more}
        disabled={count >= limit}
        onClick={() => onCount(count + 1)}
      >
        +
      </button>
    </div>
  );
}
