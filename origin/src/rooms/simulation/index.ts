/** The door for the command that runs the simulator: nothing behind it opens a connection or reads a setting. */
export { compareAdmission, createScenario, type Options } from './compare.ts';
export { plotRecordings } from './plot.ts';
export type { Recording } from './recorder.ts';
export { type PlannedEvent, simulateEvent } from './simulate-event.ts';
