import { ask, cookieHeader, type Answered } from '../edge/ask.ts';

type Sent = {
  method?: string;
  host?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

export type Browser = ReturnType<typeof createBrowser>;

const AS_PAGE = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** What a browser does, as far as rooms are concerned: keeps each host's cookies and sends them back. */
export function createBrowser(url: string) {
  const cookies: Record<string, string> = {};

  async function send(path: string, accept: string, sent: Sent): Promise<Answered> {
    const { method = 'GET', host = 'shop.example', body, headers = {} } = sent;
    const answer = await ask(url, {
      path,
      method,
      headers: {
        accept,
        host,
        ...cookieHeader(cookies),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const [name, value] of Object.entries(answer.cookies)) {
      if (value === '') {
        delete cookies[name];
      } else {
        cookies[name] = value;
      }
    }
    return answer;
  }

  return {
    cookies,
    /** A navigation. */
    visit: (path: string, sent: Sent = {}) => send(path, AS_PAGE, sent),
    /** A call of a script. */
    call: (path: string, sent: Sent = {}) => send(path, 'application/json', sent),
  };
}
