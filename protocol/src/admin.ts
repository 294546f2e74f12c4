import { z } from 'zod';
import { userView } from './accounts.ts';
import { scheduleSummary } from './catalog.ts';
import { roomSettings } from './room-settings.ts';
import { roomSnapshot } from './room-snapshot.ts';
import { line, prose } from './text.ts';
import { id, pageOf, points, timestamp } from './values.ts';

const name = line(120);

/** `POST /api/admin/venues`: a hall of straight rows; sections stand side by side in the order given. */
export const createVenueBody = z.strictObject({
  name,
  city: name,
  sections: z
    .array(
      z.strictObject({
        name: line(40),
        rows: z.number().int().min(1).max(200),
        seatsPerRow: z.number().int().min(1).max(200),
      }),
    )
    .min(1)
    .max(60),
});
export const venueView = z.object({
  id,
  name: z.string(),
  city: z.string(),
  layoutId: id,
  seatCount: id,
  sections: z.array(z.object({ sectionNo: id, name: z.string(), firstSeatNo: id, seatCount: id })),
});
export type VenueView = z.infer<typeof venueView>;

/** `POST /api/admin/concerts` */
export const createConcertBody = z.strictObject({
  title: name,
  artist: name,
  genre: line(40),
  summary: prose(2000).default(''),
  durationMinutes: z.number().int().min(10).max(1440).default(120),
  ageLimit: z.number().int().min(0).max(21).default(0),
  posterHue: z.number().int().min(0).max(359).default(210),
});

/** `POST /api/admin/concerts/:concertId/schedules`: one schedule a date, each with all its seats. */
export const createSchedulesBody = z.strictObject({
  layoutId: id,
  startsAt: z.array(timestamp).min(1).max(50),
  prices: z.array(z.strictObject({ sectionNo: id, price: points.max(10_000_000) })).min(1),
  /** Seats that one buyer may have of one schedule, over all orders. */
  seatLimit: z.number().int().min(1).max(100).default(8),
});
export const createdSchedules = z.object({ items: z.array(scheduleSummary) });

/** `GET /api/admin/rooms/:room`; `PATCH …/settings` takes `If-Match: "<settingsVersion>"`. */
export const roomAdminView = z.object({
  room: z.string(),
  settings: roomSettings,
  settingsVersion: z.number().int().nonnegative(),
  /** null while Redis is away. */
  live: roomSnapshot.nullable(),
});
export type RoomAdminView = z.infer<typeof roomAdminView>;

/** `GET /api/admin/users?email=` */
export const userLookup = z.object({ user: userView.extend({ balance: points }) });

export const auditEntry = z.object({
  id,
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  detail: z.unknown(),
  requestId: z.string(),
  createdAt: timestamp,
});
export type AuditEntry = z.infer<typeof auditEntry>;
/** `GET /api/admin/audit-log` */
export const auditPage = pageOf(auditEntry);
