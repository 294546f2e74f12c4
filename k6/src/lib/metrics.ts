import { Counter, Rate, Trend } from 'k6/metrics';

/** Tagged with kind (business, poll, room) and name, so that polls never pass for business. */
export const answerMs = new Trend('answer_ms', true);
export const failed = new Rate('failed');
/** Answers that no visit expects, tagged with their status; 0 is none. */
export const unexpected = new Counter('unexpected');
export const bookings = new Counter('bookings');
/** Visits that ended without a seat, tagged with why. */
export const left = new Counter('left');
