import type { RoomStatus } from '@frontrow/protocol';
import { STRINGS } from '../strings/strings.ts';
import type { Language, Notice } from '../strings/words.ts';
import type { WaitingView } from '../waiting-view.ts';
import { chooseAnnouncement, type Announceable } from './announce.ts';

type Scene = { view: WaitingView; notice: Notice; status: RoomStatus; language: Language };

/** Tells screen readers what changed, rarely; the first scene is read with the page itself. */
export function createAnnouncer(say: (text: string) => void) {
  let said: Announceable | undefined;
  let saidAtMs = 0;

  return {
    announce({ view, notice, status, language }: Scene): void {
      const { position, etaSeconds } = status;
      const later = view.line?.later ?? '';
      const current = { what: `${view.situation} ${notice} ${later}`, position, etaSeconds };
      if (said === undefined) {
        said = current;
        return;
      }
      const announcement = chooseAnnouncement(said, current, Date.now() - saidAtMs);
      if (announcement === 'nothing') {
        return;
      }
      say(
        announcement === 'everything'
          ? everything(view, notice, language)
          : progress(view, language),
      );
      said = current;
      saidAtMs = Date.now();
    },
  };
}

function everything(
  { headline, sentence, line }: WaitingView,
  notice: Notice,
  language: Language,
): string {
  const said = notice === 'none' ? sentence : STRINGS[language].notices[notice];
  return [`${headline}.`, said, line?.later ?? ''].join(' ').trim();
}

function progress({ line }: WaitingView, language: Language): string {
  if (line === null || line.position === '') {
    return '';
  }
  return STRINGS[language].spoken(line.position, line.wait);
}
