export { auditMoneyAndSeats } from '@frontrow/db';
