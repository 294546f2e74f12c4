import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { loginPath } from '../account/return-path.ts';
import { isPlaceRefusal, type ApiFailure } from '../api/api-failure.ts';
import { messages } from '../i18n/language.ts';
import { problemSentence } from '../i18n/problem-sentence.ts';

type Props = { failure: ApiFailure; retry: () => void };

/** A page that could not be shown: what happened, and the one thing that helps. */
export function FailurePanel({ failure, retry }: Props) {
  const { common } = messages.value;
  const left = useRetryCountdown(failure, retry);
  return (
    <section class="panel-message" role="alert">
      <p class="panel-message-text">{problemSentence(messages.value, failure)}</p>
      <Remedy failure={failure} retry={retry} />
      {left === undefined ? null : <p class="muted">{common.retryIn(left)}</p>}
      {failure.problem?.requestId === undefined ? null : (
        <p class="muted small">{failure.problem.requestId}</p>
      )}
    </section>
  );
}

function Remedy({ failure, retry }: Props) {
  const { url } = useLocation();
  const { common, nav } = messages.value;
  if (failure.code === 'login_required') {
    return (
      <a class="button primary" href={loginPath(url)}>
        {nav.logIn}
      </a>
    );
  }
  if (failure.code === 'not_found') {
    return (
      <a class="button primary" href="/">
        {common.toConcerts}
      </a>
    );
  }
  if (isPlaceRefusal(failure.code)) {
    // A full load, not a change of page within the shop: only the Worker gives out places.
    return (
      <button type="button" class="button primary" onClick={() => location.assign('/')}>
        {common.toConcerts}
      </button>
    );
  }
  return (
    <button type="button" class="button primary" onClick={retry}>
      {common.retry}
    </button>
  );
}

/** Counts down to the moment that the server named, then tries again by itself. */
function useRetryCountdown({ retryAfterSeconds }: ApiFailure, retry: () => void) {
  const [left, setLeft] = useState(retryAfterSeconds);
  useEffect(() => {
    if (left === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => (left > 1 ? setLeft(left - 1) : retry()), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return left;
}
