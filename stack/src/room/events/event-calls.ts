import {
  admissionPage,
  eventAdminView,
  eventList,
  eventPreview,
  publicDraws,
  recordedDraws,
  type AdmissionLine,
  type EventAdminView,
  type EventPatch,
  type NewEventBody,
  type PublicDraws,
} from '@frontrow/protocol';
import { z } from 'zod';
import type { createAdminCalls } from '../admin-calls.ts';
import { roomPath } from '../room-path.ts';

type Deps = Pick<ReturnType<typeof createAdminCalls>, 'ask'> & { url: string };

const TIMEOUT_MS = 10_000;

/** Events of a room and the record of its draws, as the admin API gives them. */
export function createEventCalls({ ask, url }: Deps) {
  return {
    list: async (room: string): Promise<EventAdminView[]> =>
      (await ask(eventList, eventsOf(room))).items,
    create: (room: string, body: NewEventBody) =>
      ask(eventAdminView, eventsOf(room), { method: 'POST', body }),
    preview: (room: string, event: NewEventBody, visitors: number | undefined) =>
      ask(eventPreview, `${eventsOf(room)}/preview`, { method: 'POST', body: { event, visitors } }),
    change: (room: string, id: number, body: EventPatch) =>
      ask(eventAdminView, `${eventsOf(room)}/${id}`, { method: 'PATCH', body }),
    remove: (room: string, id: number) =>
      ask(z.undefined(), `${eventsOf(room)}/${id}`, { method: 'DELETE' }),

    draws: async (room: string) => (await ask(recordedDraws, drawsOf(room))).items,
    /** What the edge shows everybody; undefined where an origin is asked directly. */
    async publicDraws(room: string): Promise<PublicDraws | undefined> {
      const address = new URL(`${roomPath(room)}/draws`, url);
      const reply = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      return reply.ok ? publicDraws.safeParse(await reply.json()).data : undefined;
    },
    /** All of them, page by page. */
    async admissions(room: string, draw: number): Promise<AdmissionLine[]> {
      const all: AdmissionLine[] = [];
      let after: number | null = 0;
      while (after !== null) {
        const query = after === 0 ? '' : `?after=${after}`;
        const path = `${drawsOf(room)}/${draw}/admissions${query}`;
        const page: z.output<typeof admissionPage> = await ask(admissionPage, path);
        all.push(...page.items);
        after = page.next;
      }
      return all;
    },
  };
}

const eventsOf = (room: string) => `${roomPath(room)}/events`;
const drawsOf = (room: string) => `${roomPath(room)}/draws`;
