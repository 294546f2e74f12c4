import type { EventPreview, RoomSettings } from '@frontrow/protocol';
import { settingsDuring } from './effective-settings.ts';
import { beginningOf, type EventPhase } from './event-phase.ts';
import type { EventPlan } from './event-rules.ts';

type Planned = { plan: EventPlan; own: RoomSettings; visitors: number | undefined };

/** The settings in force before, in and after an event, and what it would mean for so many visitors. */
export function previewEvent({ plan, own, visitors }: Planned): EventPreview {
  const { prequeueStartTime, eventStartTime, eventEndTime } = plan;
  const begins = beginningOf(plan);
  return {
    phases: [
      phaseOf('before', undefined, begins),
      ...(prequeueStartTime === null ? [] : [phaseOf('prequeue', begins, eventStartTime)]),
      phaseOf('running', eventStartTime, eventEndTime),
      phaseOf('after', eventEndTime, undefined),
    ],
    notes: notesOn(plan, own),
    estimate: visitors === undefined ? null : estimate(plan, own, visitors),
  };

  function phaseOf(
    phase: EventPreview['phases'][number]['phase'],
    from: Date | undefined,
    to: Date | undefined,
  ) {
    const during: EventPhase = phase === 'after' ? 'over' : phase;
    const settings = settingsDuring(own, plan, during);
    const names = Object.keys(settings) as (keyof RoomSettings)[];
    return {
      phase,
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
      settings,
      changed: names.filter((name) => settings[name] !== own[name]),
    };
  }
}

/** Settings of the room that an event does not change, and that would keep it from what it is for. */
function notesOn(plan: EventPlan, own: RoomSettings): string[] {
  const running = settingsDuring(own, plan, 'running');
  const said: [boolean, string][] = [
    [plan.suspended, 'The event is suspended: it has no effect.'],
    [own.suspended, 'The room is suspended: everybody passes, during the event as well.'],
    [own.queue_all, 'The room is paused: nobody is called until it is resumed.'],
    [own.drain, 'The room is draining: nobody new can join, in the pre-queue neither.'],
    [
      running.queueing_method === 'reject',
      'The event turns everybody away who is not inside: a page for maintenance.',
    ],
    [
      plan.prequeueStartTime !== null && !plan.shuffleAtEventStart,
      'Nothing is shuffled: who comes first in the pre-queue is called first.',
    ],
  ];
  return said.filter(([applies]) => applies).map(([, sentence]) => sentence);
}

/**
 * Until the last of the visitors is in, if all come for the start and each keeps its slot for a whole session: the
 * slots fill at the rate, then go on to others as sessions end. Real visitors leave earlier.
 */
function estimate(plan: EventPlan, own: RoomSettings, visitors: number): EventPreview['estimate'] {
  const settings = settingsDuring(own, plan, 'running');
  const lastsMinutes = (plan.eventEndTime.getTime() - plan.eventStartTime.getTime()) / 60_000;
  if (settings.suspended || settings.queueing_method === 'passthrough') {
    return { visitors, minutesToLast: 0, boundBy: 'nothing', fitsBeforeEnd: true };
  }
  const { total_active_users: cap, new_users_per_minute: rate, session_duration: stay } = settings;
  const inFirstWave = Math.min(visitors, Math.max(cap, 0));
  const afterwards = Math.min(rate, cap / stay);
  const minutes = inFirstWave / rate + (visitors - inFirstWave) / afterwards;
  const minutesToLast = Math.round(minutes * 10) / 10;
  return {
    visitors,
    minutesToLast,
    boundBy: cap / stay < rate && visitors > cap ? 'cap' : 'rate',
    fitsBeforeEnd: minutesToLast <= lastsMinutes,
  };
}
