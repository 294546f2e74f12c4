/** The seven public calls of AWS Virtual Waiting Room, under the names and methods of its developer guide. */
const METHODS = {
  assign_queue_num: 'POST',
  queue_num: 'GET',
  queue_pos_expiry: 'GET',
  serving_num: 'GET',
  waiting_num: 'GET',
  generate_token: 'POST',
  public_key: 'GET',
} as const;

export type VwrCall = keyof typeof METHODS;

/** What a client puts before the names of the calls, in place of the address of its API Gateway. */
export const VWR_BASE = '/aws-vwr';

const CALL = new RegExp(`^${VWR_BASE}/(?<call>[a-z_]+)$`);

export function readVwrCall(path: string): VwrCall | undefined {
  const call = CALL.exec(path)?.groups?.['call'];
  return call !== undefined && isVwrCall(call) ? call : undefined;
}

/** OPTIONS too: the pages that call are on other hosts, and their browsers ask first. */
export function vwrMethods(call: VwrCall): readonly string[] {
  return METHODS[call] === 'GET' ? ['GET', 'HEAD', 'OPTIONS'] : ['POST', 'OPTIONS'];
}

function isVwrCall(call: string): call is VwrCall {
  return Object.hasOwn(METHODS, call);
}
