import { z } from 'zod';

const comparedRoom = z.enum(['off', 'mysql', 'redis']);
export type ComparedRoom = z.infer<typeof comparedRoom>;

/** Which of the three rooms the comparison's origin has. */
export function readComparedRoom(env: NodeJS.ProcessEnv = process.env): ComparedRoom {
  return comparedRoom.parse(env['COMPARED_ROOM']);
}
