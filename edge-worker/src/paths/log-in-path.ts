const PAGES = ['/login', '/signup'];
const CALLS = ['/api/logins', '/api/accounts'];

/** The pages and calls by which somebody logs in or makes an account. */
export function isLogInPath(method: string, path: string): boolean {
  return method === 'POST' ? CALLS.includes(path) : PAGES.includes(path);
}

/** Where to log in, and come back to what was wanted. */
export function logInLocation(wanted: string): string {
  return `/login?next=${encodeURIComponent(wanted)}`;
}
