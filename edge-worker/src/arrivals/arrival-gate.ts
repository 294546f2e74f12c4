import { DurableObject } from 'cloudflare:workers';
import { readConfig } from '../env.ts';
import { createCallOrigin } from '../origin/call-origin.ts';
import {
  createAskArrivals,
  outcomeFor,
  type ArrivalOutcome,
  type AskArrivals,
} from './ask-arrivals.ts';
import { createBatcher, type Batcher } from './batcher.ts';
import type { Newcomer } from './gathered-arrivals.ts';

/**
 * Two tries of 2 s each, after a wait of 3.5 s at most: whoever asks is answered within 7.5 s. Less would refuse a crowd
 * that comes at one moment to a machine that has all of the edge, and to no purpose: it would come again.
 */
const TRY_MS = 2000;
const LIMITS = { paceMs: 60, mostItems: 256, mostSending: 4, mostWaitMs: 3500 };

/**
 * Gathers the arrivals of one shard of a room into batches for the origin. Keeps nothing: whoever was in it when it
 * went away asks the origin directly, under the same id.
 */
export class ArrivalGate extends DurableObject {
  readonly #rooms = new Map<string, Batcher<Newcomer, ArrivalOutcome>>();
  #ask: Promise<AskArrivals> | undefined;

  arrive(room: string, newcomer: Newcomer): Promise<ArrivalOutcome> {
    const batcher = this.#rooms.get(room) ?? this.#openRoom(room);
    return batcher.add(newcomer);
  }

  #openRoom(room: string): Batcher<Newcomer, ArrivalOutcome> {
    const batcher = createBatcher<Newcomer, ArrivalOutcome>({
      send: (newcomers) => this.#send(room, newcomers),
      tooLate: { kind: 'away' },
      limits: LIMITS,
      now: () => Date.now(),
    });
    this.#rooms.set(room, batcher);
    return batcher;
  }

  async #send(room: string, newcomers: Newcomer[]) {
    const seen = newcomers.map(({ calledUpTo = 0 }) => calledUpTo);
    const calledUpTo = Math.max(...seen);
    const body = {
      arrivals: newcomers.map(({ arrival }) => arrival),
      ...(calledUpTo > 0 ? { calledUpTo } : {}),
    };
    const trace = { requestId: crypto.randomUUID(), clientIp: 'edge' };
    const askArrivals = await this.#asking();
    const outcome = await askArrivals({ room, body, trace });
    return ({ arrival }: Newcomer) => outcomeFor(arrival.id, outcome);
  }

  #asking(): Promise<AskArrivals> {
    this.#ask ??= readConfig(this.env).then(({ originUrl, edgeKeys }) =>
      createAskArrivals({
        callOrigin: createCallOrigin({
          originUrl,
          edgeKeys,
          fetch: (...call) => fetch(...call),
        }),
        timeoutMs: TRY_MS,
      }),
    );
    return this.#ask;
  }
}
