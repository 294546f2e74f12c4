import type { Answer, Ask, Standing } from '../visits/step.ts';

/** The business part of a request; the door adds what proves the place. */
export type Call = Pick<Ask, 'name' | 'method' | 'path'> & {
  body?: unknown;
  headers?: Record<string, string>;
  expected?: readonly number[];
};

/** How one visitor reaches the shop: through the edge, or straight at the origin as the edge does. */
export type Door = {
  join(): Ask;
  status(): Ask;
  enter(): Ask;
  leave(): Ask;
  business(call: Call): Ask;
  /** Keeps the tokens of an answer. To be called with each answer of the shop. */
  keep(answer: Answer): void;
  /** What an answer to join, status or enter says; keeps its tokens as well. */
  standing(answer: Answer): Standing;
};

export const ROOM = 'main';

/** The reason of a place that is older than the room's memory: it joins again. */
export const LOST = 'lost';

/** The reason while the room cannot be asked, of who has no place yet. */
export const UNAVAILABLE = 'unavailable';

const UNKNOWN_POLL_SECONDS = 5;

export function standing(
  state: Standing['state'],
  told: Partial<Omit<Standing, 'state'>> = {},
): Standing {
  return {
    state,
    reason: null,
    lane: 'main',
    number: null,
    nextPollSeconds: UNKNOWN_POLL_SECONDS,
    atTheDoor: false,
    ...told,
  };
}

export function jsonOf(answer: Answer): Record<string, unknown> {
  return typeof answer.body === 'object' && answer.body !== null
    ? (answer.body as Record<string, unknown>)
    : {};
}

export function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === 'number' ? value : otherwise;
}

export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}
