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
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) {
    throw tooLarge(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of unbroken(request.body as ReadableStream<Uint8Array>)) {
    length += chunk.byteLength;
    if (length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    chunks.push(chunk);
  }
  return length === 0 ? undefined : joined(chunks, length);
}

/** A client that goes away, or frames its body wrongly, breaks the stream: its fault, and told so. */
async function* unbroken(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
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
