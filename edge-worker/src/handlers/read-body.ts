import { AppError } from '@frontrow/protocol';

/** Nothing that the shop's API takes comes near this. */
export const SHOP_BODY_BYTES = 16 * 1024;
/** Operators create halls and dates in bulk. */
export const ADMIN_BODY_BYTES = 256 * 1024;

/** The whole body, or undefined where a request has none. Stops reading at the limit. */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (request.body === null || request.method === 'GET' || request.method === 'HEAD') {
    return undefined;
  }
  const declared = request.headers.get('content-length');
  if (Number(declared ?? 0) > maxBytes) {
    throw tooLarge(maxBytes);
  }
  // As a browser joins: there is nothing to open a stream for.
  return declared === '0' ? undefined : readChunks(request.body.getReader(), maxBytes);
}

async function readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await unbroken(reader); !next.done; next = await unbroken(reader)) {
    length += next.value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(next.value);
  }
  return length === 0 ? undefined : joined(chunks, length);
}

/** A client that goes away, or frames its body wrongly, breaks the stream: its fault, and told so. */
async function unbroken(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (error) {
    throw new AppError('bad_request', 'The body was cut off.', { cause: error });
  }
}

function joined(chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('body_too_large', `A body may have ${maxBytes} bytes.`);
}
