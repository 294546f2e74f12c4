import type { RoomStatus } from '@frontrow/protocol';
import { byId, showIf } from './elements.ts';
import type { Answer } from './room-calls.ts';

/** What of Cloudflare's Turnstile this page uses. */
type Turnstile = {
  render(container: HTMLElement, options: Record<string, unknown>): string;
  reset(widget: string): void;
};

type Deps = {
  /** Of this page's policy: without it no script is loaded. */
  nonce: string;
  join: (token: string) => Promise<Answer>;
  /** The visitor is in the room. */
  joined: (status: RoomStatus) => void;
  failed: (hasFailed: boolean) => void;
};

const PAUSES_SECONDS = [2, 5, 15, 30];

/** Loads the check that a person is here, and joins with its token. */
export function createChallenge({ nonce, join, joined, failed }: Deps) {
  let started = false;
  let failures = 0;

  async function prove(token: string, tryAgain: () => void): Promise<void> {
    const answer = await join(token);
    if (answer.kind === 'status' && answer.status.state !== 'challenge') {
      showIf('challenge', false);
      failed(false);
      joined(answer.status);
      return;
    }
    failed(true);
    // A token is good for one try; a server in trouble gets time.
    setTimeout(tryAgain, 1000 * (PAUSES_SECONDS[failures] ?? 30));
    failures = Math.min(failures + 1, PAUSES_SECONDS.length);
  }

  function mount({ siteKey, mode }: Check, language: string): void {
    const turnstile = (globalThis as { turnstile?: Turnstile }).turnstile;
    if (turnstile === undefined) {
      failed(true);
      return;
    }
    showIf('challenge', true);
    const widget = turnstile.render(byId('challenge'), {
      sitekey: siteKey,
      language,
      size: 'flexible',
      appearance: mode === 'invisible' ? 'interaction-only' : 'always',
      callback: (token: string) => void prove(token, () => turnstile.reset(widget)),
      'error-callback': () => failed(true),
    });
  }

  return {
    start(check: Check, language: string): void {
      if (started) {
        return;
      }
      started = true;
      const script = document.createElement('script');
      script.nonce = nonce;
      script.src = explicit(check.scriptUrl);
      script.addEventListener('load', () => mount(check, language));
      script.addEventListener('error', () => failed(true));
      document.head.append(script);
    },
  };
}

type Check = NonNullable<RoomStatus['turnstile']>;

/** Rendered when we say so, not by itself. */
function explicit(scriptUrl: string): string {
  const url = new URL(scriptUrl, location.origin);
  url.searchParams.set('render', 'explicit');
  return url.href;
}
