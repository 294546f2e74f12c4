import { request, type IncomingHttpHeaders } from 'node:http';

export type Asked = {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
};

export type Answered = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: () => Record<string, unknown>;
  /** Name to value of the cookies that the answer sets; cleared ones are empty. */
  cookies: Record<string, string>;
};

/** One request with the path and the headers exactly as given: `fetch` would tidy both. */
export function ask(baseUrl: string, asked: Asked): Promise<Answered> {
  const { hostname, port } = new URL(baseUrl);
  const { path, method = 'GET', headers = {}, body } = asked;
  return new Promise((resolve, reject) => {
    const sent = request(
      // Not "localhost": where that is ::1 first, nobody listens.
      { host: hostname === 'localhost' ? '127.0.0.1' : hostname, port, path, method, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: () => JSON.parse(text) as Record<string, unknown>,
            cookies: readSetCookies(response.headers['set-cookie'] ?? []),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A browser's navigation, with the cookies it holds. */
export function navigate(baseUrl: string, path: string, cookies: Record<string, string> = {}) {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  return ask(baseUrl, { path, headers: { accept, ...cookieHeader(cookies) } });
}

export function cookieHeader(cookies: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? {} : { cookie: pairs.join('; ') };
}

function readSetCookies(lines: string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const pair = line.split(';', 1)[0] ?? '';
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
