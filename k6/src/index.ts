/** What k6 and the Node driver share: plans, doors and visits. Nothing of k6 itself. */
export * from './plans/load.ts';
export { type Bounds, type Part, partOf, type Plan } from './plans/plan.ts';
export * from './plans/plans.ts';
export * from './visits/browse-shop.ts';
export * from './visits/prepare.ts';
export type { Prize } from './visits/seat-war.ts';
export * from './visits/start-visit.ts';
export {
  type Answer,
  type Ask,
  type Kind,
  REASONS_TO_LEAVE,
  type Standing,
  type Told,
  type Tools,
  UNEXPECTED_STATUSES,
  type Visit,
} from './visits/step.ts';
