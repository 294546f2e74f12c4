import type { KeptField, KeptForm } from '../../pages/waiting-room/kept-form/kept-form.ts';
import type { Incoming } from '../incoming.ts';
import { formTypeOf } from './form-request.ts';

/** What a person had filled in, so that the waiting page can offer it again; undefined where it is not a form. */
export async function readKeptForm(
  { request, target }: Incoming,
  body: Uint8Array<ArrayBuffer> | undefined,
): Promise<KeptForm | undefined> {
  const type = formTypeOf(request.headers);
  if (type === undefined) {
    return undefined;
  }
  const headers = { 'content-type': request.headers.get('content-type') ?? type };
  try {
    const filled = await new Response(body ?? '', { headers }).formData();
    const fields = [...filled].map(([name, value]) => fieldOf(name, value));
    return { action: `${target.path}${target.search}`, type, fields };
  } catch {
    // Not what its type says: it goes the way of every other body.
    return undefined;
  }
}

/** Secrets are asked for again instead of being written into a page. */
const SECRET =
  /pass(?:wor[dt]|phrase|code)|(?:^|[_-])pass$|^pw|pwd|\bpin\b|cvc|cvv|card.?n|secret/i;

function fieldOf(name: string, value: string | File): KeptField {
  if (typeof value !== 'string') {
    return { kind: 'file', name, fileName: value.name };
  }
  return SECRET.test(name) ? { kind: 'secret', name } : { kind: 'text', name, value };
}
