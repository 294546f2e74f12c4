import type { ScheduleSummary } from '@frontrow/protocol';
import {
  formatCalendarLeaf,
  formatNumber,
  formatPoints,
  formatShowDate,
  formatShowTime,
} from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { EmptyPanel } from '../states/empty-panel.tsx';

export function ScheduleList({ schedules }: { schedules: ScheduleSummary[] }) {
  const { concert } = messages.value;
  if (schedules.length === 0) {
    return <EmptyPanel text={concert.noDates} />;
  }
  return (
    <ul class="schedule-list">
      {schedules.map((schedule) => (
        <ScheduleRow key={schedule.id} schedule={schedule} />
      ))}
    </ul>
  );
}

function ScheduleRow({ schedule }: { schedule: ScheduleSummary }) {
  const { concert, common } = messages.value;
  const { startsAt, venue, seatsLeft, priceFrom } = schedule;
  const leaf = formatCalendarLeaf(startsAt);
  return (
    <li class={seatsLeft === 0 ? 'schedule sold-out' : 'schedule'}>
      <div class="schedule-leaf" aria-hidden="true">
        <span>{leaf.month}</span>
        <strong>{leaf.day}</strong>
        <span>{leaf.weekday}</span>
      </div>
      <div class="schedule-when">
        <h3>
          <span class="visually-hidden">{formatShowDate(startsAt)}, </span>
          {formatShowTime(startsAt)}
        </h3>
        <p>
          {venue.name}, {venue.city}
        </p>
        <SeatsLeft schedule={schedule} />
      </div>
      <div class="schedule-buy">
        <span class="schedule-price">{common.from(formatPoints(priceFrom))}</span>
        <a
          class={seatsLeft === 0 ? 'button' : 'button primary'}
          href={`/schedules/${schedule.id}`}
          aria-label={concert.chooseFor(formatShowDate(startsAt), venue.name)}
        >
          {seatsLeft === 0 ? concert.soldOut : concert.choose}
        </a>
      </div>
    </li>
  );
}

/** Below this share of the hall the count is what people need to know. */
const FEW = 0.1;

function SeatsLeft({ schedule }: { schedule: ScheduleSummary }) {
  const { concert } = messages.value;
  const { seatsLeft, seatsTotal } = schedule;
  if (seatsLeft === 0) {
    return <p class="seats-left none">{concert.soldOut}</p>;
  }
  const isFew = seatsLeft < seatsTotal * FEW;
  return (
    <p class={isFew ? 'seats-left few' : 'seats-left'}>
      <meter min={0} max={seatsTotal} value={seatsLeft} aria-hidden="true" />
      {isFew
        ? concert.fewLeft(formatNumber(seatsLeft))
        : concert.seatsLeft(formatNumber(seatsLeft), formatNumber(seatsTotal))}
    </p>
  );
}
