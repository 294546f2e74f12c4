import type {
  ControlReason,
  ControlStep,
  OriginLoad,
  RoomLimits,
  RoomSettings,
} from '@frontrow/protocol';
import {
  type ControlSettings,
  type ControlState,
  decideStep,
  initialControl,
} from './control-law.ts';
import type { ControlMemory } from './control-store.ts';
import { isSoldOut, type Stock, stockCap } from './stock.ts';

type Seen = {
  load: OriginLoad | undefined;
  active: number;
  now: number;
  stock: Stock | undefined;
};
type Decided = { memory: ControlMemory; step: Omit<ControlStep, 'at'> };

/** The law of the origin's health, then the rule of the stock: the lower of both holds. Pure. */
export function decideLimits(memory: ControlMemory, settings: RoomSettings, seen: Seen): Decided {
  const law = followOrigin(memory.law, settings, seen);
  const followed = {
    activeUsers: Math.floor(law.state?.activeUsers ?? settings.total_active_users),
    usersPerMinute: Math.floor(law.state?.usersPerMinute ?? settings.new_users_per_minute),
    reason: law.state?.heldBackBy ?? null,
    soldOut: false,
  };
  const { reason, sentence } = law;
  const followedStep = { reason, sentence, limits: followed };
  return {
    memory: { law: law.state, stock: seen.stock ?? null },
    step: seen.stock === undefined ? followedStep : withinStock(followedStep, seen.stock),
  };
}

function withinStock(step: Decided['step'], stock: Stock): Decided['step'] {
  const cap = stockCap(stock);
  const soldOut = isSoldOut(stock);
  const sentence = `${step.sentence} ${sayStock(stock, cap)}`;
  if (cap >= step.limits.activeUsers) {
    return { ...step, sentence };
  }
  const limits: RoomLimits = { ...step.limits, activeUsers: cap, reason: 'stock', soldOut };
  return { reason: soldOut ? 'sold_out' : 'stock', sentence, limits };
}

type Followed = { state: ControlState | null; reason: ControlReason; sentence: string };

function followOrigin(state: ControlState | null, settings: RoomSettings, seen: Seen): Followed {
  if (!settings.controlled) {
    return {
      state: null,
      reason: 'not_controlled',
      sentence: 'The origin is not followed: the settings hold.',
    };
  }
  const bounds = boundsOf(settings);
  return decideStep(state ?? initialControl(bounds), seen, bounds);
}

function boundsOf(settings: RoomSettings): ControlSettings {
  return {
    floorPerMinute: settings.floor_users_per_minute,
    ceilingPerMinute: settings.new_users_per_minute,
    mostActive: settings.total_active_users,
    targetP95Ms: settings.target_p95_ms,
    maxErrorShare: settings.max_error_share,
  };
}

function sayStock(stock: Stock, cap: number): string {
  if (isSoldOut(stock)) {
    return 'Every seat is sold: the line is dissolved.';
  }
  const left =
    stock.free === 0 ? 'No seat is free, some are held' : `At least ${stock.free} seats are left`;
  return `${left}: no more than ${cap} inside.`;
}
