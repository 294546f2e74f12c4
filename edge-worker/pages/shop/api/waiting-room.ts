const LAST_RELOAD = 'frontrow.reloaded-at';
/** A second refusal this soon after a reload means that reloading does not help. */
const TOO_SOON_MS = 8_000;

/**
 * Hands the page over to the waiting room: at the same address the Worker now shows the waiting page.
 * False when that was just tried, so that a misunderstanding ends in a message and not in a loop.
 */
export function goToWaitingRoom(): boolean {
  const last = Number(sessionStorage.getItem(LAST_RELOAD));
  if (Date.now() - last < TOO_SOON_MS) {
    return false;
  }
  sessionStorage.setItem(LAST_RELOAD, String(Date.now()));
  location.reload();
  return true;
}
