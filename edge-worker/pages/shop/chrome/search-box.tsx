import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { messages } from '../i18n/language.ts';

const TYPING_PAUSE_MS = 300;

/** Searches while typing on the list of concerts, and on Enter from every other page. */
export function SearchBox() {
  const { concerts } = messages.value;
  const { path, query, route } = useLocation();
  const asked = path === '/' ? (query.q ?? '') : '';
  const [text, setText] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(asked), [asked, path]);

  function search(q: string, replace: boolean) {
    clearTimeout(timer.current);
    route(q.trim() === '' ? '/' : `/?q=${encodeURIComponent(q.trim())}`, replace);
  }
  function type(q: string) {
    setText(q);
    clearTimeout(timer.current);
    if (path === '/') {
      timer.current = setTimeout(() => search(q, true), TYPING_PAUSE_MS);
    }
  }
  function submit(event: SubmitEvent) {
    event.preventDefault();
    search(text, path === '/');
  }

  return (
    <form role="search" class={path === '/' ? 'search at-home' : 'search'} onSubmit={submit}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="9" cy="9" r="5.6" />
        <path d="m13.4 13.4 4 4" />
      </svg>
      <input
        type="search"
        name="q"
        value={text}
        maxLength={80}
        autoComplete="off"
        placeholder={concerts.search}
        aria-label={concerts.search}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </form>
  );
}
