import type { Request, Response } from 'express';
import { userOf } from '../accounts/authenticate.ts';
import { requestIdOf } from '../http/request-log.ts';
import type { AuditRecord } from './audit-log.ts';

/** Who does it, and in which request: half of what the audit log keeps. */
export type Actor = Pick<AuditRecord, 'actorId' | 'requestId'>;

export function actorOf(req: Request, res: Response): Actor {
  return { actorId: userOf(res).id, requestId: requestIdOf(req, res) };
}
