import type { ConcertSummary } from '@frontrow/protocol';
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { formatPoints, formatShowDays } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { EmptyPanel } from '../states/empty-panel.tsx';
import { FailurePanel } from '../states/failure-panel.tsx';
import { MoreButton } from '../states/more-button.tsx';
import { concertList, loadMoreConcerts, openConcertList } from './concert-list.ts';
import { Poster } from './poster.tsx';

export function ConcertsPage() {
  const { concerts } = messages.value;
  const { query } = useLocation();
  const q = query.q ?? '';
  usePageTitle(concerts.heading);
  useEffect(() => openConcertList(q), [q]);
  return (
    <div class="page">
      <div class="page-head">
        <h1>{concerts.heading}</h1>
        <p class="lead">{concerts.lead}</p>
      </div>
      <ConcertGrid q={q} />
    </div>
  );
}

function ConcertGrid({ q }: { q: string }) {
  const { concerts, common } = messages.value;
  const { items, nextCursor, loading, failure, q: listed } = concertList.value;
  if (failure !== undefined && items.length === 0) {
    return <FailurePanel failure={failure} retry={loadMoreConcerts} />;
  }
  if (listed === q && !loading && items.length === 0) {
    return <NothingFound q={q} />;
  }
  return (
    <>
      <ul class="concert-grid" aria-busy={loading}>
        {items.map((concert) => (
          <ConcertCard key={concert.id} concert={concert} />
        ))}
        {loading ? <CardSkeletons count={items.length === 0 ? 8 : 4} /> : null}
      </ul>
      <p class="visually-hidden" role="status">
        {loading ? common.loading : concerts.shown(items.length)}
      </p>
      <MoreButton
        pages={{ failure, loading, hasMore: nextCursor !== null, loadMore: loadMoreConcerts }}
      />
    </>
  );
}

function NothingFound({ q }: { q: string }) {
  const { concerts } = messages.value;
  if (q === '') {
    return <EmptyPanel text={concerts.none} />;
  }
  return (
    <EmptyPanel text={concerts.noneFound(q)} hint={concerts.noneFoundHint}>
      <a class="button" href="/">
        {concerts.clear}
      </a>
    </EmptyPanel>
  );
}

function ConcertCard({ concert }: { concert: ConcertSummary }) {
  const { common } = messages.value;
  return (
    <li class="concert-card">
      <a href={`/concerts/${concert.id}`}>
        <Poster concert={concert} />
        <div class="concert-card-text">
          <span class="tag">{concert.genre}</span>
          <h2>{concert.title}</h2>
          <p class="concert-card-artist">{concert.artist}</p>
          <p class="muted small">{formatRun(concert)}</p>
          <p class="concert-card-foot">
            <span class="muted small">{concert.cities.join(' · ')}</span>
            {concert.priceFrom === null ? null : (
              <strong>{common.from(formatPoints(concert.priceFrom))}</strong>
            )}
          </p>
        </div>
      </a>
    </li>
  );
}

/** The days of a concert: one, or first and last. */
function formatRun({ firstStartsAt, lastStartsAt }: ConcertSummary): string {
  if (firstStartsAt === null || lastStartsAt === null) {
    return messages.value.concerts.noDates;
  }
  return formatShowDays(firstStartsAt, lastStartsAt);
}

function CardSkeletons({ count }: { count: number }) {
  return (
    <>
      {Array.from({ length: count }, (_, k) => (
        <li key={`skeleton-${k}`} class="concert-card" aria-hidden="true">
          <span class="skeleton poster-skeleton" />
          <div class="concert-card-text">
            <span class="skeleton" />
            <span class="skeleton short" />
          </div>
        </li>
      ))}
    </>
  );
}
