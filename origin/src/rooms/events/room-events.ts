import { randomBytes } from 'node:crypto';
import { inTransaction, RoomEvent, RoomSettingsRow } from '@frontrow/db';
import { AppError, type EventAdminView, type EventPatch, type NewEvent } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Actor } from '../../admin/actor.ts';
import { type AuditRecord, recordAudit } from '../../admin/audit-log.ts';
import { phaseAt } from './event-phase.ts';
import { changedPlan, checkPlan, hasBegun, planOf } from './event-rules.ts';
import { eventAdminViewOf } from './event-view.ts';
import { readSurroundings, withoutEvent } from './room-surroundings.ts';

type Deps = {
  knex: Knex;
  /** The shortest pre-queue. */
  leastPrequeueMs: number;
};

type EventId = { room: string; event: number };

export type RoomEvents = ReturnType<typeof createRoomEvents>;

/** A room's events in MySQL; every change is audited, and counts in what settings are newer. */
export function createRoomEvents({ knex, leastPrequeueMs }: Deps) {
  const limits = { leastPrequeueMs };

  return {
    /** Those that are on or to come by their start, then the latest that are over. */
    async list(room: string): Promise<EventAdminView[]> {
      const { now, events } = await readSurroundings(knex, room);
      const isOver = (event: RoomEvent) => phaseAt(event, now) === 'over';
      const coming = events.filter((event) => !isOver(event)).toReversed();
      return [...coming, ...events.filter(isOver)].map((event) => eventAdminViewOf(event, now));
    },

    create(room: string, wanted: NewEvent, actor: Actor): Promise<EventAdminView> {
      return inTransaction(knex, async (trx) => {
        const around = await readSurroundings(trx, room, 'locked');
        const plan = planOf(wanted);
        checkPlan(plan, around, limits);
        const drawKey = randomBytes(32).toString('hex');
        const { id } = await RoomEvent.query(trx).insert({ ...plan, room, drawKey });
        return written(trx, { room, event: id, now: around.now }, (event) =>
          audit(actor, 'room.event.create', event, { event: wanted }),
        );
      });
    },

    change(at: EventId, patch: EventPatch, actor: Actor): Promise<EventAdminView> {
      return inTransaction(knex, async (trx) => {
        const around = await readSurroundings(trx, at.room, 'locked');
        const before = await findEvent(trx, at);
        const plan = changedPlan(before, patch, withoutEvent(around, before.id), limits);
        await RoomEvent.query(trx).patch(plan).where({ id: before.id });
        return written(trx, { ...at, now: around.now }, (event) =>
          audit(actor, 'room.event.change', event, { patch }),
        );
      });
    },

    /** Before it begins, or while it is suspended: nobody holds a ticket of it then. */
    remove(at: EventId, actor: Actor): Promise<void> {
      return inTransaction(knex, async (trx) => {
        const { now } = await readSurroundings(trx, at.room, 'locked');
        const event = await findEvent(trx, at);
        checkRemoval(event, now);
        await RoomEvent.query(trx).deleteById(event.id);
        await countChange(trx, at.room);
        await recordAudit(trx, audit(actor, 'room.event.delete', event, { name: event.name }));
      });
    },

    /** What would be decided about an event that is not saved: refuses it as `create` would. */
    async consider(room: string, wanted: NewEvent) {
      const around = await readSurroundings(knex, room);
      const plan = planOf(wanted);
      checkPlan(plan, around, limits);
      return { plan, own: around.own };
    },
  };
}

function checkRemoval(event: RoomEvent, now: Date): void {
  if (phaseAt(event, now) === 'over' || (hasBegun(event, now) && !event.suspended)) {
    throw new AppError(
      'event_conflict',
      'The event has begun and cannot be deleted; end it early by its event_end_time.',
    );
  }
}

/** After an event was written: counts the change, and keeps who made it. */
async function written(
  trx: Knex.Transaction,
  { now, ...at }: EventId & { now: Date },
  auditOf: (event: RoomEvent) => AuditRecord,
): Promise<EventAdminView> {
  const event = await findEvent(trx, at);
  await countChange(trx, at.room);
  await recordAudit(trx, auditOf(event));
  return eventAdminViewOf(event, now);
}

async function countChange(trx: Knex, room: string): Promise<void> {
  await RoomSettingsRow.query(trx).increment('eventsVersion', 1).where({ room });
}

async function findEvent(trx: Knex, { room, event: id }: EventId): Promise<RoomEvent> {
  const event = await RoomEvent.query(trx).findOne({ room, id });
  if (event === undefined) {
    throw new AppError('not_found', `The room "${room}" has no event ${id}.`);
  }
  return event;
}

function audit(actor: Actor, action: string, { room, id }: RoomEvent, detail: object): AuditRecord {
  return { ...actor, action, target: `${room}/events/${id}`, detail: { ...detail } };
}
