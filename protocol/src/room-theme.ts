import { z } from 'zod';
import { checkTheme } from './theme/check-theme.ts';

/** `#rgb` or `#rrggbb`: nothing else gets into a style sheet. */
const colour = z.string().regex(/^#(?:[\da-f]{3}|[\da-f]{6})$/i, 'A colour such as #2947d8.');

const LOGO_BYTES = 8_192;
const HTML_BYTES = 8_192;

/** The face of a room's waiting page. Carried by every snapshot, so it stays small. */
export const roomTheme = z.strictObject({
  /** Shown instead of "Frontrow". */
  name: z.string().trim().min(1).max(60).optional(),
  /** Buttons, the progress bar and links. */
  accent: colour.optional(),
  background: colour.optional(),
  /** A picture as a data URL: the page needs no other host. */
  logo: z
    .string()
    .max(LOGO_BYTES)
    .regex(
      /^data:image\/(?:png|jpeg|webp|svg\+xml);base64,[\w+/]+={0,2}$/,
      'A data URL of a picture.',
    )
    .optional(),
  /** Own words above the line, with the tags and placeholders that the waiting page allows. */
  html: z.string().max(HTML_BYTES).optional(),
});
export type RoomTheme = z.infer<typeof roomTheme>;

/**
 * A theme as an operator hands it in: readable and safe as well. Not asked of stored ones, since a room must not
 * go away over its looks; the page leaves out what does not pass.
 */
export const checkedRoomTheme = roomTheme.superRefine((theme, context) => {
  for (const { field, message } of checkTheme(theme)) {
    context.addIssue({ code: 'custom', path: [field], message });
  }
});
