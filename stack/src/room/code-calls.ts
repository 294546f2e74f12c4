import {
  codeBatchList,
  createdCodes,
  type CodeBatchView,
  type CreatedCodes,
  type createCodesBody,
} from '@frontrow/protocol';
import { z } from 'zod';
import type { createAdminCalls } from './admin-calls.ts';
import { roomPath } from './room-path.ts';

/** What an operator asks about presale codes. */
export function createCodeCalls({ ask }: Pick<ReturnType<typeof createAdminCalls>, 'ask'>) {
  const pathOf = (room: string) => `${roomPath(room)}/codes`;
  return {
    create: (room: string, body: z.input<typeof createCodesBody>): Promise<CreatedCodes> =>
      ask(createdCodes, pathOf(room), { method: 'POST', body }),
    list: async (room: string): Promise<CodeBatchView[]> =>
      (await ask(codeBatchList, pathOf(room))).items,
    revoke: (room: string, batch: number) =>
      ask(z.undefined(), `${pathOf(room)}/${batch}`, { method: 'DELETE' }),
  };
}
