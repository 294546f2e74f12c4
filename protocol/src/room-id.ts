import { z } from 'zod';

/** A file of its own: clients name rooms without loading what signs tokens. */
export const roomId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** The room that covers the whole shop. */
export const MAIN_ROOM = 'main';
