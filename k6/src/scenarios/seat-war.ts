import { k6Options } from '../lib/k6-options.ts';
import { runVisit } from '../lib/run-plan.ts';
import { asChanged, readPreparation } from '../lib/settings.ts';
import { PLANS } from '../plans/plans.ts';

/** Is each of 50 seats sold once, and to the end, when thousands want them? */
const plan = asChanged(PLANS['seat-war']);
const preparation = readPreparation(plan);

export const options = k6Options(plan);
export { handleSummary } from '../lib/summary.ts';

export default function visit(): void {
  runVisit(plan, preparation);
}
