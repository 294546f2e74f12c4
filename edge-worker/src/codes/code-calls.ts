import type { KeyRing } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import type { CallOrigin } from '../origin/call-origin.ts';
import type { RoomClient } from '../origin/room-client.ts';
import { createAskCodes } from './ask-codes.ts';
import { createRecovery } from './recovery.ts';
import { createSettleAs } from './settle-as.ts';
import { createUseCode } from './use-code.ts';

type Deps = {
  callOrigin: CallOrigin;
  admission: Admission;
  rooms: RoomClient;
  placeKeys: KeyRing;
};

/** Ends as a standing, which is answered like that of every room call, or as an answer of its own. */
export type CodeCall = (incoming: Incoming, visit: Visit) => Promise<Settled | Response>;
export type CodeCalls = Record<'code' | 'recovery' | 'recovery/claim', CodeCall>;

/** The room calls about presale and recovery codes, wired. */
export function createCodeCalls({ callOrigin, admission, rooms, placeKeys }: Deps): CodeCalls {
  const askCodes = createAskCodes({ callOrigin });
  const settleAs = createSettleAs({ admission, placeKeys });
  const recovery = createRecovery({ admission, askCodes, settleAs, rooms, placeKeys });
  return {
    code: createUseCode({ admission, askCodes, settleAs }),
    recovery: recovery.make,
    'recovery/claim': recovery.claim,
  };
}
