import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { messages } from '../i18n/language.ts';
import { SessionOver } from './session-over.tsx';
import { session } from './session-state.ts';
import { SessionWarning } from './session-warning.tsx';

/** Where the stay in the shop is about to end, or has ended: says so. Tickets need no stay. */
export function SessionWatch() {
  const { path } = useLocation();
  const [kept, setKept] = useState(false);
  const view = session.value;
  useEffect(() => {
    if (view.kind === 'ending') {
      setKept(false);
    }
  }, [view.kind]);
  if (path.startsWith('/tickets')) {
    return null;
  }
  return (
    <>
      {view.kind === 'ending' ? <SessionWarning {...view} onKept={() => setKept(true)} /> : null}
      {view.kind === 'over' ? <SessionOver /> : null}
      <p class="visually-hidden" role="status">
        {kept && view.kind === 'inside' ? messages.value.session.kept : ''}
      </p>
    </>
  );
}
