import { AppError } from '@frontrow/protocol';
import { createGatheredArrivals } from './arrivals/gathered-arrivals.ts';
import { createShardCount } from './arrivals/shard-count.ts';
import { createVwrCalls } from './aws-vwr/vwr-calls.ts';
import { createCheckHuman, type CheckHuman } from './bots/check-human.ts';
import { createVerifyTurnstile } from './bots/verify-turnstile.ts';
import { createReplyCache } from './catalog/reply-cache.ts';
import { createCodeCalls } from './codes/code-calls.ts';
import { createDispatch } from './dispatch.ts';
import type { Config } from './env.ts';
import { createFormPost } from './forms/form-post.ts';
import { createAdmission } from './gate/admission.ts';
import { createEnter } from './gate/enter.ts';
import { createGoIn } from './gate/go-in.ts';
import { createSnapshotMemory } from './gate/snapshot-memory.ts';
import { createApi } from './handlers/api.ts';
import { createFiles } from './handlers/files.ts';
import { createForward } from './handlers/forward.ts';
import { createGuardedPage } from './handlers/guarded-page.ts';
import { createObeyCommand } from './handlers/obey-command.ts';
import { createRoomCalls } from './handlers/room-calls.ts';
import { createSessionCall } from './handlers/session-call.ts';
import type { Trace } from './incoming.ts';
import { createAskClaim } from './origin/ask-claim.ts';
import { createCallOrigin, type CallOrigin } from './origin/call-origin.ts';
import { createRoomClient } from './origin/room-client.ts';
import { createAddresses } from './paths/addresses.ts';
import { errorPage } from './replies/error-page.ts';
import { isNavigation } from './replies/negotiate.ts';
import { problemReply } from './replies/problem-reply.ts';
import { createWaitingPage } from './replies/waiting-page.ts';

type Deps = { config: Config; clientScript: string };
type RoomDeps = { config: Config; callOrigin: CallOrigin; now: () => number };

export type Gateway = (request: Request, trace: Trace) => Promise<Response>;

const CACHE_LIMITS = { maxBytes: 16 * 1024 * 1024, maxEntries: 500 };

/** Everything that lives as long as one set of bindings does, wired together. */
export function createGateway({ config, clientScript }: Deps): Gateway {
  const { originUrl, edgeKeys, placeKeys, assets } = config;
  const now = () => Date.now();
  const pause = (ms: number) => scheduler.wait(ms);
  const callOrigin = createCallOrigin({ originUrl, edgeKeys, fetch: (...call) => fetch(...call) });
  const { rooms, fetchRooms } = createRooms({ config, callOrigin, now });
  const memory = createSnapshotMemory({ fetchRooms, now, pause });
  const checkHuman = createHumanCheck(config.turnstile);
  const admission = createAdmission({ memory, rooms, placeKeys, checkHuman });
  const enter = createEnter({ rooms, admission });
  const goIn = createGoIn({ admission, enter });
  const codeCalls = createCodeCalls({ callOrigin, admission, rooms, placeKeys });
  const replyCache = createReplyCache({ ...CACHE_LIMITS, now });
  const files = createFiles({ assets });
  const waitingPage = createWaitingPage({ clientScript });
  const askClaim = createAskClaim({ callOrigin });
  const forward = createForward({ callOrigin, replyCache });
  const obeyCommand = createObeyCommand({ rooms });
  const dispatch = createDispatch({
    config,
    memory,
    files,
    api: createApi({ admission, forward, obeyCommand }),
    formPost: createFormPost({ goIn, forward, obeyCommand, waitingPage }),
    vwrCall: createVwrCalls({
      memory,
      admission,
      enter,
      placeKeys,
      askClaim,
      key: config.vwrKey,
    }),
    roomCall: createRoomCalls({
      admission,
      enter,
      rooms,
      placeKeys,
      codeCalls,
      sessionCall: createSessionCall({ admission, askClaim }),
    }),
    guardedPage: createGuardedPage({ goIn, files, waitingPage }),
  });

  return guardedBy(dispatch);
}

/** Nothing goes further that is spelled in two ways, or asks by a method that its route does not take. */
function guardedBy(dispatch: ReturnType<typeof createDispatch>): Gateway {
  const addressOf = createAddresses();
  return async function gateway(request: Request, trace: Trace): Promise<Response> {
    const address = addressOf(request);
    if (address === undefined) {
      return refused('path_not_canonical', request, trace);
    }
    const { target, route, methods } = address;
    if (!methods.includes(request.method)) {
      const answer = refused('method_not_allowed', request, trace);
      answer.headers.set('allow', methods.join(', '));
      return answer;
    }
    try {
      return await dispatch(route, { request, target, trace });
    } catch (error) {
      // A refusal such as a body that is too large. Everything else is a bug and goes on to the top.
      if (error instanceof AppError) {
        return problemReply(error.code, { requestId: trace.requestId, detail: error.message });
      }
      throw error;
    }
  };
}

function createHumanCheck(turnstile: Config['turnstile']): CheckHuman {
  if (turnstile === undefined) {
    return createCheckHuman({ turnstile });
  }
  const { secret, verifyUrl } = turnstile;
  const verify = createVerifyTurnstile({
    secret,
    verifyUrl,
    fetch: (...call) => fetch(...call),
  });
  return createCheckHuman({ turnstile: { ...turnstile, verify } });
}

/** The origin's rooms, with arrivals gathered on their way where there are objects for that. */
function createRooms({ config, callOrigin, now }: RoomDeps) {
  const { arrivalGates, mostArrivalShards } = config;
  const direct = createRoomClient({ callOrigin });
  const shards = createShardCount({ most: mostArrivalShards });
  const arrive = createGatheredArrivals({
    gates: arrivalGates,
    direct: direct.arrive,
    shards,
    now,
    random: Math.random,
  });
  async function fetchRooms() {
    const snapshots = await direct.snapshots();
    shards.learn(snapshots ?? []);
    return snapshots;
  }
  return { rooms: { ...direct, arrive }, fetchRooms };
}

function refused(
  code: 'path_not_canonical' | 'method_not_allowed',
  request: Request,
  trace: Trace,
): Response {
  return isNavigation(request)
    ? errorPage(code, { request, trace })
    : problemReply(code, { requestId: trace.requestId });
}
