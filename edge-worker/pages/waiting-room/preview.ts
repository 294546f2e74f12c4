import type { RoomTheme } from '@frontrow/protocol';
import { renderWaitingPage } from './render.ts';
import { SAMPLES } from './samples.ts';
import type { Language } from './strings/words.ts';

export type Preview = {
  theme: RoomTheme | null;
  language?: Language;
  /** Which of the samples the page tells of. */
  situation?: keyof typeof SAMPLES;
};

/**
 * The waiting page as a theme makes it look, for an operator to open as a file: as it is served, without its
 * script. What a theme may not do is left out here as it is on the page; `checkTheme` says what that is.
 */
export function renderPreview({ theme, language = 'en', situation = 'waiting' }: Preview): string {
  return renderWaitingPage({
    status: SAMPLES[situation],
    language,
    wanted: '/',
    nonce: 'preview',
    clientScript: '',
    theme,
  });
}
