import type { RoomEventView, RoomStatus, ThemeSlot } from '@frontrow/protocol';
import { formatWait } from './format-wait.ts';
import { readSituation, type LocalSituation } from './situation.ts';
import { STRINGS } from './strings/strings.ts';
import type { Language, LaterReason, Situation, Strings } from './strings/words.ts';

/** What the page shows, in words: made by the Worker for the first sight, by the script from then on. */
export type WaitingView = {
  situation: Situation;
  title: string;
  headline: string;
  sentence: string;
  /** The operator's own words; empty hides them. */
  message: string;
  /** The event's name; empty hides it. */
  event: string;
  clock: ClockView | null;
  /** null hides the line: there is nothing to speak of. */
  line: LineView | null;
  /** 0 to 1; null when nothing is known. */
  progress: number | null;
  canLeave: boolean;
  panels: Panels;
};

/** A time to count down to. */
export type ClockView = { label: string; until: string };

/** What is empty is not shown. */
type LineView = {
  position: string;
  ofWaiting: string;
  ahead: string;
  wait: string;
  /** Why the wait is longer than the one shown before. */
  later: string;
  number: string;
  ticket: string;
  share: string;
};

/** Which of the foldable extras make sense now. */
type Panels = { alerts: boolean; draw: boolean; code: boolean; device: boolean; keepable: boolean };

export type Known = { local?: LocalSituation | undefined; later?: LaterReason | null };

/** Nothing to wait for, or not for long. */
const OVER: ReadonlySet<Situation> = new Set([
  'closed',
  'sold_out',
  'left',
  'forgotten',
  'entering',
]);

export function waitingView(
  status: RoomStatus,
  language: Language,
  { local, later = null }: Known = {},
): WaitingView {
  const strings = STRINGS[language];
  const situation = local ?? readSituation(status);
  const isOver = OVER.has(situation);
  const line = isOver ? null : lineView(status, { language, situation, later });
  return {
    situation,
    title: titleOf(line?.position ?? '', strings.situations[situation].headline),
    ...strings.situations[situation],
    message: local === undefined ? (status.message ?? '') : '',
    event: eventName(status, situation),
    clock: isOver ? null : clockView(status.event, strings),
    line,
    progress: progressOf(status, situation, line),
    canLeave: line !== null,
    panels: panelsOf(status, isOver, line !== null),
  };
}

/** Whoever waited for it reads its name also when it has sold out. */
function eventName({ event }: RoomStatus, situation: Situation): string {
  return event === null || (OVER.has(situation) && situation !== 'sold_out') ? '' : event.name;
}

function progressOf(status: RoomStatus, situation: Situation, line: LineView | null) {
  if (situation === 'entering') {
    return 1;
  }
  return line === null ? null : status.progress;
}

/** The words that a theme's placeholders stand for; the room's name is the Worker's to say. */
export function slotTexts(view: WaitingView): Record<Exclude<ThemeSlot, 'room'>, string> {
  const { message, event, line } = view;
  return {
    position: line?.position ?? '',
    ahead: line?.ahead ?? '',
    wait: line?.wait ?? '',
    number: line?.number ?? '',
    message,
    event,
  };
}

function clockView(event: RoomEventView | null, strings: Strings): ClockView | null {
  if (event === null || event.phase === 'running') {
    return null;
  }
  return event.phase === 'before' && event.prequeue_start_time !== null
    ? { label: strings.opensIn, until: event.prequeue_start_time }
    : { label: strings.startsIn, until: event.event_start_time };
}

type LineFacts = { language: Language; situation: Situation; later: LaterReason | null };

function lineView(status: RoomStatus, facts: LineFacts): LineView | null {
  const { number, ticket, etaSeconds, etaLatestSeconds } = status;
  if (number === null && ticket === null) {
    return null;
  }
  const strings = STRINGS[facts.language];
  const position = facts.situation === 'next' ? 1 : status.position;
  const wait =
    etaSeconds === null
      ? strings.waitUnknown
      : formatWait(etaSeconds, etaLatestSeconds, facts.language);
  return {
    position: position === null ? '' : formatCount(position),
    ofWaiting: totalText(status.waiting, position, strings),
    ahead: aheadText(facts.situation === 'next' ? 0 : status.ahead, strings),
    // A ticket has no order yet, and so no wait.
    wait: number === null ? '' : wait,
    later: facts.later === null || etaSeconds === null ? '' : strings.later[facts.later],
    number: number === null ? '' : formatCount(number),
    ticket: ticketText(status, strings),
    share: shareText(status, strings),
  };
}

/** Left out where it would contradict the position, which is an upper bound. */
function totalText(waiting: number | null, position: number | null, strings: Strings): string {
  return waiting !== null && position !== null && waiting > position
    ? strings.ofWaiting(formatCount(waiting))
    : '';
}

function aheadText(ahead: number | null, strings: Strings): string {
  if (ahead === null) {
    return '';
  }
  return ahead === 0 ? strings.nobodyAhead : strings.atMost(formatCount(ahead));
}

/** People count from 1. How many tickets there are is known for the visitor's own draw. */
function ticketText({ ticket, draw }: RoomStatus, strings: Strings): string {
  if (ticket === null) {
    return '';
  }
  const own = formatCount(ticket.index + 1);
  const tickets = draw?.id === ticket.draw ? ('n' in draw ? draw.n : draw.tickets) : 0;
  return tickets > ticket.index ? strings.ofTickets(own, formatCount(tickets)) : own;
}

function shareText({ lane, priorityShare }: RoomStatus, strings: Strings): string {
  if (priorityShare === null) {
    return '';
  }
  const share = strings.share(priorityShare);
  return lane === 'priority' ? `${strings.ownLane} ${share}` : share;
}

function panelsOf(status: RoomStatus, isOver: boolean, inLine: boolean): Panels {
  const isMain = !isOver && status.lane === 'main';
  return {
    alerts: inLine,
    // Whoever came in by a code has a number that no draw gave.
    draw: isMain && hasDrawToShow(status),
    code: isMain && status.priorityShare !== null,
    device: !isOver && status.state !== 'called',
    keepable: inLine,
  };
}

/** A fingerprint from before the draw, or the visitor's own draw, to be checked. */
function hasDrawToShow({ draw, event, ticket }: RoomStatus): boolean {
  if (draw !== null) {
    return !('key' in draw) || ticket !== null;
  }
  return event !== null && event.phase !== 'running' && event.commitment !== null;
}

function titleOf(position: string, headline: string): string {
  return `${position === '' ? '' : `(${position}) `}${headline} · Frontrow`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** Too many digits for the largest type on a narrow phone. */
export function isLong(position: string): boolean {
  return position.length > 6;
}
