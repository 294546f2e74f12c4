import { type Recording, simulateEvent } from '@frontrow/origin/simulation';
import type { EventPreview } from '@frontrow/protocol';
import { CommandFailure } from '../command-failure.ts';

type Words = { visitors?: string | undefined; absent?: string | undefined };

const SEED = 1;
const MOST_VISITORS = 2_000_000;
const MOST_ABSENT = 0.95;

type Crowd = { visitors: number; absent: number; hasPrequeue: boolean };

/** Plays the crowd that is expected on what the preview says of the event; the text for the operator. */
export function simulatedText(preview: EventPreview, words: Words): string {
  const visitors = readNumber('--visitors', words.visitors, MOST_VISITORS);
  const absent = readNumber('--absent', words.absent ?? '0.3', MOST_ABSENT);
  const running = preview.phases.find(({ phase }) => phase === 'running');
  if (running === undefined) {
    throw new CommandFailure('The event never runs.');
  }
  const { settings, from, to } = running;
  if (settings.suspended || settings.queueing_method === 'passthrough') {
    return 'Everybody passes while the event runs: nobody waits.';
  }
  if (settings.queueing_method === 'reject' || settings.queue_all) {
    return 'Nobody is let in while the event runs.';
  }
  const minutes = (Date.parse(to ?? '') - Date.parse(from ?? '')) / 60_000;
  const hasPrequeue = preview.phases.some(({ phase }) => phase === 'prequeue');
  const crowd = { visitors, absent, hasPrequeue };
  const event = { settings, hasPrequeue, minutes };
  return textOf(simulateEvent(event, { ...crowd, seed: SEED }), crowd, settings.total_active_users);
}

function textOf(recording: Recording, crowd: Crowd, cap: number): string {
  const { moments, entered, meanWaitMinutes, p95WaitMinutes, isComplete, minutes } = recording;
  const mostInside = Math.max(0, ...moments.map(({ active }) => active));
  const rows: [string, string][] = [
    ['let in', count(entered)],
    ['mean wait', minutesText(meanWaitMinutes)],
    ['95 of 100 waited at most', minutesText(p95WaitMinutes)],
    ['most inside at one time', `${count(mostInside)} of ${count(cap)}`],
    isComplete
      ? ['the last one was through after', minutesText(minutes)]
      : ['still in line at the end', count(moments.at(-1)?.waiting ?? 0)],
  ];
  const story = crowd.hasPrequeue ? 'who have come before the start' : 'who come in a rush';
  const away = `${Math.round(crowd.absent * 100)} % absent`;
  return [
    `Simulated: ${count(crowd.visitors)} visitors ${story}, ${away}, an origin that keeps up:`,
    ...rows.map(([what, value]) => `  ${what.padEnd(32)}${value.padStart(14)}`),
  ].join('\n');
}

function readNumber(name: string, text: string | undefined, most: number): number {
  const value = Number(text ?? '');
  const isWhole = most <= 1 || (Number.isInteger(value) && value > 0);
  if (text === undefined || text.trim() === '' || !isWhole || !(value >= 0 && value <= most)) {
    throw new CommandFailure(`${name} takes a number up to ${most}, not "${text ?? ''}".`);
  }
  return value;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function minutesText(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(1)} min` : '–';
}
