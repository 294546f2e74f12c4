import type { RoomReason, RoomStatus } from '@frontrow/protocol';
import { formatWait } from './format-wait.ts';
import { STRINGS, type Language, type Situation, type Strings } from './strings.ts';

/** What the page shows, in words: made by the Worker for the first sight, by the script from then on. */
export type WaitingView = {
  situation: Situation;
  title: string;
  headline: string;
  sentence: string;
  /** The operator's own words; null hides them. */
  message: string | null;
  /** null hides the line: there is no number to speak of. */
  line: LineView | null;
  /** 0 to 1; null when nothing is known. */
  progress: number | null;
  canLeave: boolean;
};

type LineView = {
  /** null while the room cannot say it: the number is then all there is. */
  position: string | null;
  ofWaiting: string;
  /** Empty while the position is unknown. */
  ahead: string;
  wait: string;
  number: string;
};

/** Situations that only the browser can know. */
type LocalSituation = Extract<Situation, 'left' | 'forgotten'>;

const LINELESS: ReadonlySet<Situation> = new Set(['closed', 'left', 'forgotten', 'entering']);

export function waitingView(
  status: RoomStatus,
  language: Language,
  local?: LocalSituation,
): WaitingView {
  const strings = STRINGS[language];
  const situation = local ?? readSituation(status);
  const line = LINELESS.has(situation) ? null : lineView(status, language, situation);
  return {
    situation,
    title: titleOf(line?.position ?? null, strings.situations[situation].headline),
    ...strings.situations[situation],
    message: local === undefined ? status.message : null,
    line,
    progress: situation === 'entering' ? 1 : line === null ? null : status.progress,
    canLeave: line !== null,
  };
}

function readSituation(status: RoomStatus): Situation {
  if (status.state === 'rejecting') {
    return 'closed';
  }
  if (status.state === 'active' || status.state === 'open') {
    return 'entering';
  }
  if (status.number === null) {
    return 'numberless';
  }
  return status.state === 'called' ? calledSituation(status) : waitingSituation(status);
}

function calledSituation({ reason }: RoomStatus): Situation {
  if (reason === null) {
    return 'entering';
  }
  return reason === 'full' ? 'next' : (waitingReasons[reason] ?? 'entering');
}

function waitingSituation({ reason, position }: RoomStatus): Situation {
  if (reason === 'full') {
    return position === 1 ? 'next' : 'crowded';
  }
  return reason === null ? 'waiting' : (waitingReasons[reason] ?? 'waiting');
}

const waitingReasons: Partial<Record<RoomReason, Situation>> = {
  paused: 'paused',
  holding_place: 'holding',
  unavailable: 'away',
};

function lineView(status: RoomStatus, language: Language, situation: Situation): LineView | null {
  if (status.number === null) {
    return null;
  }
  const strings = STRINGS[language];
  const position = situation === 'next' ? 1 : status.position;
  return {
    position: position === null ? null : formatCount(position),
    ofWaiting: totalText(status.waiting, position, strings),
    ahead: aheadText(situation === 'next' ? 0 : status.ahead, strings),
    wait:
      status.etaSeconds === null ? strings.waitUnknown : formatWait(status.etaSeconds, language),
    number: formatCount(status.number),
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

function titleOf(position: string | null, headline: string): string {
  const count = position === null ? '' : `(${position}) `;
  return `${count}${headline} · Frontrow`;
}

function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** Too many digits for the largest type on a narrow phone. */
export function isLong(position: string): boolean {
  return position.length > 6;
}
