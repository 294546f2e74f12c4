import type { ConcertDetail } from '@frontrow/protocol';
import { useRoute } from 'preact-iso';
import { getConcert, listSchedules } from '../api/shop-api.ts';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { FailurePanel } from '../states/failure-panel.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import { useLoad } from '../states/use-load.ts';
import { Poster } from './poster.tsx';
import { ScheduleList } from './schedule-list.tsx';

export function ConcertPage() {
  const id = Number(useRoute().params.id);
  const loaded = useLoad(`concert ${id}`, (signal) =>
    Promise.all([getConcert(id, signal), listSchedules(id, signal)]),
  );
  usePageTitle(loaded.state === 'ready' ? loaded.value[0].title : undefined);
  if (loaded.state === 'failed') {
    return (
      <div class="page">
        <FailurePanel failure={loaded.failure} retry={loaded.retry} />
      </div>
    );
  }
  if (loaded.state === 'loading') {
    return <ConcertSkeleton />;
  }
  const [concert, { items }] = loaded.value;
  return (
    <div class="page concert-page">
      <ConcertIntro concert={concert} />
      <section class="concert-dates" aria-labelledby="dates-heading">
        <h2 id="dates-heading">
          {messages.value.concert.dates}{' '}
          <span class="muted small">{messages.value.koreanTime}</span>
        </h2>
        <ScheduleList schedules={items} />
      </section>
    </div>
  );
}

function ConcertIntro({ concert }: { concert: ConcertDetail }) {
  return (
    <section class="concert-intro">
      <Poster concert={concert} />
      <div class="concert-intro-text">
        <span class="tag">{concert.genre}</span>
        <h1>{concert.title}</h1>
        <p class="concert-intro-artist">{concert.artist}</p>
        {concert.summary === '' ? null : <p class="concert-summary">{concert.summary}</p>}
        <ConcertFacts concert={concert} />
      </div>
    </section>
  );
}

function ConcertFacts({ concert: detail }: { concert: ConcertDetail }) {
  const { concert, common } = messages.value;
  const age = detail.ageLimit === 0 ? concert.allAges : concert.ageLimit(detail.ageLimit);
  return (
    <dl class="facts">
      <div>
        <dt>{concert.length}</dt>
        <dd>{concert.duration(detail.durationMinutes)}</dd>
      </div>
      <div>
        <dt>{concert.age}</dt>
        <dd>{age}</dd>
      </div>
      {detail.cities.length === 0 ? null : (
        <div>
          <dt>{concert.cities}</dt>
          <dd>{detail.cities.join(', ')}</dd>
        </div>
      )}
      {detail.priceFrom === null ? null : (
        <div>
          <dt>{concert.price}</dt>
          <dd>{common.from(formatPoints(detail.priceFrom))}</dd>
        </div>
      )}
    </dl>
  );
}

function ConcertSkeleton() {
  return (
    <div class="page concert-page">
      <section class="concert-intro">
        <span class="skeleton poster-skeleton" />
        <div class="concert-intro-text">
          <Skeleton lines={5} />
        </div>
      </section>
      <section class="concert-dates">
        <Skeleton lines={3} tall />
      </section>
    </div>
  );
}
