import { sleep } from 'k6';
import http, { type ResponseBody } from 'k6/http';
import { type Part, partOf } from '../plans/plan.ts';
import type { Answer, Ask, Told, Visit } from '../visits/step.ts';
import { answerMs, bookings, failed, left, unexpected } from './metrics.ts';
import { url } from './settings.ts';

const TIMEOUT = '30s';
/** Whoever still waits when the run is over goes home within so long: all at once would be a load of its own. */
const HOME_WITHIN_SECONDS = 8;

type Times = { startedAtMs: number; overAtMs: number };

/** Sends what the visit asks for, sleeps when it pauses, and counts what it tells. */
export function playVisit(visit: Visit, { startedAtMs, overAtMs }: Times): void {
  const homeAtMs = overAtMs + Math.random() * HOME_WITHIN_SECONDS * 1000;
  let answer: Answer | undefined;
  for (;;) {
    const { done, value } = visit.next(answer);
    answer = undefined;
    if (done === true) {
      return;
    }
    if (value.do === 'ask') {
      const share = (Date.now() - startedAtMs) / (overAtMs - startedAtMs);
      answer = ask(value.ask, partOf(share));
    } else if (value.do === 'pause') {
      const leftSeconds = Math.max(0, homeAtMs - Date.now()) / 1000;
      sleep(value.inLine ? Math.min(value.seconds, leftSeconds) : value.seconds);
    } else {
      count(value.told);
    }
  }
}

function ask(sent: Ask, part: Part): Answer {
  const { kind, name, method, path, headers, body, expected } = sent;
  const tags = { kind, name, part: `${kind}-${part}` };
  const response = http.request(method, `${url}${path}`, body, {
    headers,
    tags,
    timeout: TIMEOUT,
    redirects: 0,
    responseCallback: http.expectedStatuses(...expected),
  });
  answerMs.add(response.timings.duration, tags);
  const isExpected = expected.includes(response.status);
  failed.add(!isExpected, tags);
  if (!isExpected) {
    unexpected.add(1, { status: String(response.status) });
  }
  return {
    status: response.status,
    headers: lowerCased(response.headers),
    body: parse(response.body),
  };
}

function count(told: Told): void {
  if (told.what === 'booked') {
    bookings.add(1);
  } else if (told.what === 'left') {
    left.add(1, { why: told.why });
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function parse(body: ResponseBody | null | undefined): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    // A proxy's page, or an answer that was cut off: the status tells the rest.
    return undefined;
  }
}
