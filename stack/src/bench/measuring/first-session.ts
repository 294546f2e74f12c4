import { ROOM_SESSION_HEADER } from '@frontrow/protocol';
import type { Shot } from './drive.ts';

export type Read = (path: string) => Promise<Shot>;

/** Who is inside holds a session and sends it: without it each answer would bring a new one. */
export async function firstSession(url: string, read: Read): Promise<string> {
  const answer = await askFor(url, await read('/api/concerts?limit=20'));
  return answer.headers.get(ROOM_SESSION_HEADER) ?? '';
}

export async function askFor(url: string, { path, headers = {} }: Shot): Promise<Response> {
  const answer = await fetch(`${url}${path}`, { headers });
  if (!answer.ok) {
    throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  }
  return answer;
}
