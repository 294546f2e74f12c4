import type { ControlReason, LimitReason, OriginLoad } from '@frontrow/protocol';
import { type Pressure, pressureOf, sayPressure } from './pressure.ts';

/** What the operator allows. */
export type ControlSettings = {
  floorPerMinute: number;
  ceilingPerMinute: number;
  mostActive: number;
  targetP95Ms: number;
  maxErrorShare: number;
};

/** What is remembered from one step to the next. Fractions are kept, so that small raises add up. */
export type ControlState = {
  usersPerMinute: number;
  activeUsers: number;
  /** When it was lowered last, ms; null when never. */
  loweredAt: number | null;
  /** Why; null once nothing is held back any more. */
  heldBackBy: LimitReason | null;
  /** Windows in a row over a bound. */
  signs: number;
};

export type Tuning = typeof TUNING;

export const TUNING = {
  /** Multiplicative decrease. */
  decrease: 0.8,
  /** Additive increase of a step, as a share of the ceiling. */
  increase: 0.02,
  /** Nothing changes for so long after a decrease. */
  coolDownMs: 20_000,
  /** A decrease waits until the visitors inside have come down to the cap of the one before. */
  settles: true,
  /** Windows in a row over a bound before it counts. */
  patience: 2,
  /** Hysteresis: raised only under this share of every bound. */
  calmBelow: 0.7,
};

export type Observed = {
  load: OriginLoad | undefined;
  /** Visitors inside now. */
  active: number;
  now: number;
};

export type Decision = { state: ControlState; reason: ControlReason; sentence: string };

/** Where a room starts from: at what the operator has set. */
export function initialControl({ ceilingPerMinute, mostActive }: ControlSettings): ControlState {
  return {
    usersPerMinute: ceilingPerMinute,
    activeUsers: mostActive,
    loweredAt: null,
    heldBackBy: null,
    signs: 0,
  };
}

/**
 * One step of the controller, AIMD on the entries a minute and on the visitors inside: pure, so that the
 * simulator runs the same. Why it is so: docs/adr/0008-capacity-follows-the-origin.md.
 */
export function decideStep(
  state: ControlState,
  observed: Observed,
  settings: ControlSettings,
  tuning: Tuning = TUNING,
): Decision {
  const bounded = withinBounds(state, settings);
  const { load } = observed;
  if (load === undefined || load.origins === 0) {
    return hold(bounded, 'no_measurement', 'No origin has told how it does: nothing changes.');
  }
  const pressure = pressureOf(load, settings);
  const signs = pressure.ratio > 1 ? bounded.signs + 1 : 0;
  const counted = { ...bounded, signs };
  const step = { state: counted, observed, settings, tuning, pressure };
  if (isCoolingDown(step)) {
    return hold(
      counted,
      'cooling_down',
      `Lowered a moment ago: ${sayPressure(pressure)}; what it brings is not to be seen yet.`,
    );
  }
  return signs > 0 ? relieve(step) : relax(step);
}

type Step = {
  state: ControlState;
  observed: Observed;
  settings: ControlSettings;
  tuning: Tuning;
  pressure: Pressure;
};

function isCoolingDown({ state, observed, tuning }: Step): boolean {
  return state.loweredAt !== null && observed.now - state.loweredAt < tuning.coolDownMs;
}

/** Over a bound: less, unless it may be chance, or less would change nothing. */
function relieve(step: Step): Decision {
  const { state, observed, settings, tuning, pressure } = step;
  const said = sayPressure(pressure);
  if (state.signs < tuning.patience) {
    return hold(state, 'first_sign', `${said}, for the first time: that may be chance.`);
  }
  const floor = floorOf(settings);
  if (state.usersPerMinute <= floor.usersPerMinute && state.activeUsers <= floor.activeUsers) {
    return hold(state, 'at_floor', `${said}, but the operator allows no less.`);
  }
  if (tuning.settles && state.loweredAt !== null && observed.active > state.activeUsers) {
    return hold(
      state,
      'settling',
      `${said}; ${observed.active} are still inside, more than the ${Math.floor(state.activeUsers)} of the last step.`,
    );
  }
  const lowered = withinBounds(
    {
      usersPerMinute: state.usersPerMinute * tuning.decrease,
      // As TCP does with what is in flight: of a cap that is not used up, less of it would change nothing.
      activeUsers: Math.min(state.activeUsers, observed.active) * tuning.decrease,
      loweredAt: observed.now,
      heldBackBy: pressure.reason,
      signs: state.signs,
    },
    settings,
  );
  return { state: lowered, reason: pressure.reason, sentence: `${said}: ${sayLimits(lowered)}.` };
}

/** Under every bound: a little more, where it is by enough. */
function relax({ state, settings, tuning, pressure }: Step): Decision {
  const { ceilingPerMinute, mostActive } = settings;
  if (state.usersPerMinute >= ceilingPerMinute && state.activeUsers >= mostActive) {
    return hold({ ...state, heldBackBy: null }, 'at_ceiling', 'All is well: nothing is held back.');
  }
  const said = sayPressure(pressure);
  if (pressure.ratio > tuning.calmBelow) {
    return hold(state, 'near_target', `${said}: too near the bound to let more in.`);
  }
  const raised = withinBounds(
    {
      ...state,
      usersPerMinute: state.usersPerMinute + ceilingPerMinute * tuning.increase,
      activeUsers: state.activeUsers + mostActive * tuning.increase,
    },
    settings,
  );
  return { state: raised, reason: 'healthy', sentence: `${said}: ${sayLimits(raised)}.` };
}

/** Also after the operator has moved the floor or the ceiling. */
function withinBounds(state: ControlState, settings: ControlSettings): ControlState {
  const floor = floorOf(settings);
  const { ceilingPerMinute, mostActive } = settings;
  return {
    ...state,
    usersPerMinute: clamp(state.usersPerMinute, floor.usersPerMinute, ceilingPerMinute),
    activeUsers: clamp(state.activeUsers, floor.activeUsers, mostActive),
  };
}

/** The floor is a rate. By Little's law the same share of the cap goes with it. */
function floorOf({ floorPerMinute, ceilingPerMinute, mostActive }: ControlSettings) {
  const usersPerMinute = Math.min(floorPerMinute, ceilingPerMinute);
  return {
    usersPerMinute,
    activeUsers: Math.max(1, (mostActive * usersPerMinute) / ceilingPerMinute),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function hold(state: ControlState, reason: ControlReason, sentence: string): Decision {
  return { state, reason, sentence };
}

function sayLimits({ usersPerMinute, activeUsers }: ControlState): string {
  return `now ${Math.floor(usersPerMinute)} entries a minute and ${Math.floor(activeUsers)} inside at most`;
}
