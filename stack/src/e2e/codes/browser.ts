import { ask, cookieHeader, type Answered } from '../edge/ask.ts';

export type Browser = ReturnType<typeof createBrowser>;

type Sent = { body?: unknown; headers?: Record<string, string> };

/** A browser on the waiting page: it keeps its cookies and sends what the page's own calls send. */
export function createBrowser(edgeUrl: string) {
  const cookies: Record<string, string> = {};

  async function send(
    method: string,
    path: string,
    { body, headers = {} }: Sent,
  ): Promise<Answered> {
    const answered = await ask(edgeUrl, {
      path,
      method,
      headers: {
        accept: 'application/json',
        'sec-fetch-site': 'same-origin',
        ...cookieHeader(cookies),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const [name, value] of Object.entries(answered.cookies)) {
      if (value === '') {
        delete cookies[name];
      } else {
        cookies[name] = value;
      }
    }
    return answered;
  }

  return {
    cookies,
    get: (path: string) => send('GET', path, {}),
    post: (name: string, sent: Sent = {}) => send('POST', `/rooms/main/${name}`, sent),
    status: async () => (await send('GET', '/rooms/main/status', {})).json(),
    /** Loses the answer: what it would have set is not kept. */
    async postAndLose(name: string, sent: Sent = {}): Promise<Answered> {
      const before = { ...cookies };
      const lost = await send('POST', `/rooms/main/${name}`, sent);
      for (const key of Object.keys(cookies)) {
        delete cookies[key];
      }
      Object.assign(cookies, before);
      return lost;
    },
  };
}
