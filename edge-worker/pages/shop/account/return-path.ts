/** Pages that are about logging in are no place to return to. */
const NOT_A_GOAL = /^\/(login|signup)\b/;

/**
 * The page to go to after logging in: a path of our own origin, else the list of concerts.
 * A foreign address in `next` would make our login page a stepping stone for phishing.
 */
export function returnPath(next: string | undefined, origin: string): string {
  if (next === undefined || next === '' || !URL.canParse(next, origin)) {
    return '/';
  }
  const url = new URL(next, origin);
  if (url.origin !== origin || NOT_A_GOAL.test(url.pathname)) {
    return '/';
  }
  // Two leading slashes in a path would be read as a host when it is navigated to.
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`;
}

export function loginPath(wanted: string): string {
  return NOT_A_GOAL.test(wanted) ? wanted : `/login?next=${encodeURIComponent(wanted)}`;
}
