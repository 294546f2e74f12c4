import type { RoomStatus } from '@frontrow/protocol';
import { formatWait } from './format-wait.ts';
import { STRINGS, type Language, type Situation, type Strings } from './strings.ts';

/** What the page shows, in words: made by the Worker for the first sight, by the script from then on. */
export type WaitingView = {
  situation: Situation;
  title: string;
  headline: string;
  sentence: string;
  /** null hides the line: there is no number to speak of. */
  line: { position: string; ofWaiting: string; ahead: string; wait: string; number: string } | null;
  /** 0 to 1; null when nothing is known. */
  progress: number | null;
  canLeave: boolean;
};

/** Situations that only the browser can know. */
export type LocalSituation = Extract<Situation, 'left' | 'forgotten'>;

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
    title: titleOf(strings, line?.position, strings.situations[situation].headline),
    ...strings.situations[situation],
    line,
    progress: line === null ? null : status.progress,
    canLeave: line !== null,
  };
}

export function readSituation(status: RoomStatus): Situation {
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
  return reason === 'full' ? 'next' : waitingReasons[reason];
}

function waitingSituation({ reason, position }: RoomStatus): Situation {
  if (reason === 'full') {
    return position === 1 ? 'next' : 'crowded';
  }
  return reason === null ? 'waiting' : waitingReasons[reason];
}

const waitingReasons = { paused: 'paused', holding_place: 'holding', unavailable: 'away' } as const;

function lineView(status: RoomStatus, language: Language, situation: Situation) {
  if (status.number === null) {
    return null;
  }
  const strings = STRINGS[language];
  const position = situation === 'next' ? 1 : status.position;
  const showsTotal = status.waiting !== null && position !== null && status.waiting > position;
  return {
    position: formatCount(position),
    ofWaiting: showsTotal ? strings.ofWaiting(formatCount(status.waiting)) : '',
    ahead: aheadText(situation === 'next' ? 0 : status.ahead, strings),
    wait:
      status.etaSeconds === null ? strings.waitUnknown : formatWait(status.etaSeconds, language),
    number: formatCount(status.number),
  };
}

function aheadText(ahead: number | null, strings: Strings): string {
  if (ahead === null) {
    return '–';
  }
  return ahead === 0 ? strings.nobodyAhead : strings.atMost(formatCount(ahead));
}

function titleOf(strings: Strings, position: string | undefined, headline: string): string {
  const count = position === undefined || position === '–' ? '' : `(${position}) `;
  return `${count}${headline} · Frontrow`;
}

function formatCount(count: number | null): string {
  return count === null ? '–' : count.toLocaleString('en');
}
