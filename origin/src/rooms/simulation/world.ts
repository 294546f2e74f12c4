import type { OriginLoad } from '@frontrow/protocol';
import { decideStep, initialControl } from '../control/control-law.ts';
import { createDraws } from './model/draws.ts';
import { createEventQueue } from './model/event-queue.ts';
import { createLoadWindow, createSimulatedOrigin, type Served } from './model/simulated-origin.ts';
import { createSimulatedRoom, type SimulatedRoom } from './model/simulated-room.ts';
import { createRecorder } from './recorder.ts';
import type { Admission, Scenario } from './simulate.ts';

export type Happening = {
  kind: 'arrive' | 'door' | 'call' | 'done' | 'gone' | 'tick' | 'window';
  /** Whom it is about. */
  id: number;
  served?: Served;
};

/** Of a visitor inside: calls that went well, failures in all, and calls made. */
type Stay = { made: number; failures: number; calls: number };

export type World = ReturnType<typeof createWorld>;

/** All parts of one simulation. */
export function createWorld(scenario: Scenario, admission: Admission) {
  const draws = createDraws(scenario.seed);
  const { visitors, crowd } = scenario;
  const room = createSimulatedRoom({ ...admission.bounds, claimMs: admission.claimMs });
  return {
    draws,
    crowd,
    room,
    origin: createSimulatedOrigin(scenario.origin, draws),
    window: createLoadWindow(),
    control: createSimulatedControl(admission, room),
    recorder: createRecorder(admission, visitors.length),
    events: createEventQueue<Happening>(),
    stays: new Map<number, Stay>(),
    visitorOf(id: number) {
      const visitor = visitors[id];
      if (visitor === undefined) {
        throw new Error(`There is no visitor ${id}.`);
      }
      return visitor;
    },
  };
}

/** The real control law on the simulated origin; without it the bounds stay. */
function createSimulatedControl({ control, bounds }: Admission, room: SimulatedRoom) {
  let state = control && initialControl(control.settings);
  return {
    /** The bounds in force from now on. */
    step(load: OriginLoad, now: number): Admission['bounds'] {
      if (control === undefined || state === undefined) {
        return bounds;
      }
      const observed = { load, active: room.active(), now };
      state = decideStep(state, observed, control.settings, control.tuning).state;
      const inForce = {
        activeUsers: Math.floor(state.activeUsers),
        usersPerMinute: Math.floor(state.usersPerMinute),
      };
      room.limit(inForce);
      return inForce;
    },
  };
}
