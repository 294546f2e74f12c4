/**
 * Where the visitor wanted to go, as a path of this site: an address that would lead elsewhere
 * (`//host`, `/\host`, `javascript:`) becomes the front page.
 */
export function readDestination(wanted: string, origin: string): string {
  const url = URL.parse(wanted, origin);
  if (url === null || url.origin !== new URL(origin).origin) {
    return '/';
  }
  return `${url.pathname}${url.search}`.replace(/^\/{2,}/, '/');
}
