import { z } from 'zod';
import { line } from './text.ts';
import { id, timestamp } from './values.ts';

const email = z.email().max(254).toLowerCase();
/** Length is what protects (NIST SP 800-63B); no composition rules. */
const password = z.string().min(10).max(128);

/** `cookie` for browsers (`__Host-login`), `token` for apps (`Authorization: Bearer`). */
const transport = z.enum(['cookie', 'token']).default('cookie');

/** `POST /api/accounts` */
export const signUpBody = z.strictObject({
  email,
  password,
  name: line(80),
  transport,
});

/** `POST /api/logins` and, for operators straight at the origin, `POST /api/admin/logins` */
export const logInBody = z.strictObject({
  email,
  password: z.string().min(1).max(128),
  transport,
});

export const userView = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role: z.enum(['buyer', 'operator']),
});
export type UserView = z.infer<typeof userView>;

export const loginReply = z.object({
  user: userView,
  expiresAt: timestamp,
  /** Only with transport `token`. */
  token: z.string().optional(),
});
export type LoginReply = z.infer<typeof loginReply>;

/** `GET /api/me` */
export const meReply = z.object({ user: userView });
