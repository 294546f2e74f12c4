import { AppError, type redeemBody } from '@frontrow/protocol';
import type { z } from 'zod';
import { readBody } from '../handlers/read-body.ts';

const BODY_BYTES = 1024;

/** The code that a visitor typed; refused where there is none. */
export async function readCode(request: Request, schema: typeof redeemBody): Promise<string> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('media_type_unsupported', 'Send the code as application/json.');
  }
  const parsed = schema.safeParse(parseJson(await readBody(request, BODY_BYTES)));
  if (!parsed.success) {
    throw new AppError('invalid_input', 'Send an object with the text "code".');
  }
  return (parsed.data satisfies z.infer<typeof redeemBody>).code;
}

function parseJson(bytes: Uint8Array<ArrayBuffer> | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    // Told like every other body that is not understood.
    return undefined;
  }
}
