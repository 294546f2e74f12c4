import type { UserView } from '@frontrow/protocol';
import { signal } from '@preact/signals';
import { ApiFailure } from '../api/api-failure.ts';
import { getMe, getWallet, logOut } from '../api/shop-api.ts';
import { forgetKeptCall } from '../kept-calls/kept-call-state.ts';

type Account = { state: 'unknown' } | { state: 'guest' } | { state: 'user'; user: UserView };

export const account = signal<Account>({ state: 'unknown' });
/** Points of the buyer who is logged in; undefined until they are known. */
export const balance = signal<number | undefined>(undefined);

/** Asks who is logged in. The shop works without an answer: pages that need one ask themselves. */
export async function refreshAccount(): Promise<void> {
  try {
    const { user } = await getMe();
    account.value = { state: 'user', user };
  } catch (error) {
    const isGuest = error instanceof ApiFailure && error.code === 'login_required';
    account.value = isGuest ? { state: 'guest' } : { state: 'unknown' };
    return;
  }
  await refreshBalance();
}

export async function refreshBalance(): Promise<void> {
  try {
    const wallet = await getWallet();
    balance.value = wallet.balance;
  } catch {
    // The balance in the header is a convenience: pages that need it ask again and show the failure.
    balance.value = undefined;
  }
}

export function becomeUser(user: UserView): void {
  account.value = { state: 'user', user };
  void refreshBalance();
}

export async function leaveAccount(): Promise<void> {
  await logOut();
  account.value = { state: 'guest' };
  balance.value = undefined;
  // What this buyer was about to do is nothing to offer to the next one.
  forgetKeptCall();
  sessionStorage.clear();
}
