/** Business: what a buyer wants from the shop. Polls: what waiting costs. Room: joining, entering, leaving. */
export type Kind = 'business' | 'poll' | 'room';

export type Ask = {
  kind: Kind;
  /** The same for all requests of a sort, without numbers: figures are kept by it. */
  name: string;
  method: 'GET' | 'POST';
  /** With the query, beginning with a slash. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
  /** Every other status counts as a failure; 409 is an answer where seats can be lost. */
  expected: readonly number[];
};

export type Answer = {
  /** 0 when none came. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: unknown;
};

/** What is told apart of answers that no visit expects: none at all, and how shops that are busy or broken answer. */
export const UNEXPECTED_STATUSES = [
  0, 400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504,
] as const;

/** Why a visit ended without a seat. */
export const REASONS_TO_LEAVE = ['no_seat', 'turn_did_not_come', 'place_gone', 'refused'] as const;

/** What a visit tells the run, beside its requests. */
export type Told =
  | { what: 'booked' }
  | { what: 'left'; why: (typeof REASONS_TO_LEAVE)[number] }
  | { what: 'standing'; standing: Standing };

/** Where a visitor is, in words that both doors have. */
export type Standing = {
  state: 'waiting' | 'called' | 'active' | 'open' | 'gone' | 'unknown';
  reason: string | null;
  lane: string;
  number: number | null;
  nextPollSeconds: number;
  /** Called before, while the room was full: what is left is to enter. */
  atTheDoor: boolean;
};

export type Step =
  | { do: 'ask'; ask: Ask }
  /** In line, a pause ends with the run; inside, a buyer takes the time it takes. */
  | { do: 'pause'; seconds: number; inLine: boolean }
  | { do: 'tell'; told: Told };

/**
 * A visit says what comes next and is handed each answer; who plays it, k6 or Node, sends and measures. So
 * the same visits run on both, and neither fetches nor reads a clock by itself.
 */
export type Visit<Result = void> = Generator<Step, Result, Answer | undefined>;

/** What a door and a visit need of the machine that plays them. */
export type Tools = {
  base64Url: (text: string) => string;
  /** base64url of the hash of a text. */
  sha256: (text: string) => string;
  /** base64url of the MAC; `key` is base64url. */
  hmacSha256: (key: string, text: string) => string;
  /** So many random bytes, base64url. */
  randomBytes: (count: number) => string;
  /** In [0, 1). */
  random: () => number;
  nowMs: () => number;
};

const NO_ANSWER: Answer = { status: 0, headers: {}, body: undefined };

export function* send(ask: Ask): Visit<Answer> {
  return (yield { do: 'ask', ask }) ?? NO_ANSWER;
}

export function* pause(seconds: number, { inLine = false } = {}): Visit {
  if (seconds > 0) {
    yield { do: 'pause', seconds, inLine };
  }
}

export function* tell(told: Told): Visit {
  yield { do: 'tell', told };
}
