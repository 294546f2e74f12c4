import * as protocol from '@frontrow/protocol';
import { z } from 'zod';

/** Bodies that clients send. */
const SENT = {
  SignUp: protocol.signUpBody,
  LogIn: protocol.logInBody,
  Join: protocol.joinBody,
  Hold: protocol.holdBody,
  Charge: protocol.chargeBody,
  Grant: protocol.grantBody,
  NewVenue: protocol.createVenueBody,
  NewConcert: protocol.createConcertBody,
  NewSchedules: protocol.createSchedulesBody,
  NewRoom: protocol.createRoomBody,
  RoomRoutes: protocol.roomRoutesBody,
  RoomSettingsPatch: protocol.roomSettingsPatch,
  NewRevocation: protocol.revocationBody,
  TypedCode: protocol.redeemBody,
  VwrAssign: protocol.vwrAssignBody,
  VwrToken: protocol.vwrTokenBody,
  NewCodes: protocol.createCodesBody,
  NewEvent: protocol.newEventBody,
  EventPatch: protocol.eventPatch,
  EventPreviewQuestion: protocol.eventPreviewBody,
};

/** What a call refused by the room adds to its problem. */
export const roomProblem = protocol.problemDetails.extend({
  room: protocol.roomId.optional(),
  statusUrl: z.string().optional(),
  joinUrl: z.string().optional(),
  reason: protocol.roomReason.nullable().optional(),
  standing: protocol.roomStatus.optional(),
  cfWaitingRoom: protocol.cfWaitingRoom.optional(),
});

export const roomList = z.object({ items: z.array(protocol.roomAdminView) });

/** Bodies that clients get. */
const ANSWERED = {
  Problem: protocol.problemDetails,
  RoomProblem: roomProblem,
  RoomStatus: protocol.roomStatus,
  RoomCallReply: protocol.roomCallReply,
  HeldPageReply: protocol.heldPageReply,
  CfWaitingRoom: protocol.cfWaitingRoom,
  VwrAssigned: protocol.vwrAssigned,
  VwrQueueNum: protocol.vwrQueueNum,
  VwrServingNum: protocol.vwrServingNum,
  VwrWaitingNum: protocol.vwrWaitingNum,
  VwrExpiry: protocol.vwrExpiry,
  VwrTokens: protocol.vwrTokens,
  VwrPublicKey: protocol.vwrPublicKey,
  VwrError: protocol.vwrError,
  User: protocol.userView,
  Login: protocol.loginReply,
  Me: protocol.meReply,
  Concert: protocol.concertDetail,
  ConcertSummary: protocol.concertSummary,
  ConcertPage: protocol.concertPage,
  Schedule: protocol.scheduleDetail,
  ScheduleSummary: protocol.scheduleSummary,
  Schedules: protocol.schedulesReply,
  SectionPrice: protocol.sectionPrice,
  SeatStatus: protocol.seatStatus,
  Layout: protocol.layout,
  Reservation: protocol.reservationView,
  ReservationPage: protocol.reservationPage,
  ReservedSeat: protocol.reservedSeat,
  Payment: protocol.paymentReply,
  Ticket: protocol.ticketView,
  TicketPage: protocol.ticketPage,
  Wallet: protocol.walletView,
  ChargeReply: protocol.chargeReply,
  LedgerEntry: protocol.ledgerEntry,
  LedgerPage: protocol.ledgerPage,
  Venue: protocol.venueView,
  CreatedSchedules: protocol.createdSchedules,
  UserLookup: protocol.userLookup,
  AuditEntry: protocol.auditEntry,
  AuditPage: protocol.auditPage,
  RoomSettings: protocol.roomSettings,
  RoomSnapshot: protocol.roomSnapshot,
  Room: protocol.roomAdminView,
  RoomList: roomList,
  Revocation: protocol.revocationView,
  Recovery: protocol.recoveryReply,
  CreatedCodes: protocol.createdCodes,
  CodeBatch: protocol.codeBatchView,
  CodeBatchList: protocol.codeBatchList,
  Event: protocol.eventAdminView,
  EventList: protocol.eventList,
  EventPreview: protocol.eventPreview,
  PublicDraws: protocol.publicDraws,
  RecordedDraws: protocol.recordedDraws,
  AdmissionPage: protocol.admissionPage,
  RoomControl: protocol.roomControlView,
  RoomControlStep: protocol.controlStep,
  OriginLoad: protocol.originLoad,
};

type JsonSchema = Record<string, unknown>;

/** Names by schema: every part that has one is referred to instead of repeated. */
const names = new Map<z.ZodType, string>(
  Object.entries({ ...SENT, ...ANSWERED }).map(([name, schema]) => [schema, name]),
);

/** The reference to a schema; throws for one without a name. */
export function refTo(schema: z.ZodType): JsonSchema {
  const name = names.get(schema);
  if (name === undefined) {
    throw new Error('A schema that an operation uses needs a name.');
  }
  return { $ref: pathOf(name) };
}

/** All named schemas as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
export function componentSchemas(): Record<string, JsonSchema> {
  return { ...convert(SENT, 'input'), ...convert(ANSWERED, 'output') };
}

/** A schema of a query or path parameter. */
export function parameterSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'output' });
  return rest;
}

function convert(
  group: Record<string, z.ZodType>,
  io: 'input' | 'output',
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(group)) {
    registry.add(schema, { id });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: pathOf,
    override({ jsonSchema }) {
      // `format` says it; the expression that checks the calendar is three lines long.
      if (jsonSchema.format === 'date-time') {
        delete jsonSchema.pattern;
      }
      // Answers may gain members: a client that refuses them would break.
      if (io === 'output' && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _uri, ...schema }]) => [
      name,
      schema,
    ]),
  );
}

function pathOf(name: string): string {
  return `#/components/schemas/${name}`;
}
