import type { RoomStatus } from '@frontrow/protocol';
import { STRINGS } from '../../strings/strings.ts';
import type { Language } from '../../strings/words.ts';
import { byId, showIf, write } from '../elements.ts';
import { checkDraw, drawSentence, isWrong, type DrawCheck } from './check-draw.ts';
import { openCommitment, type createDrawMemory } from './remember-draw.ts';

/** How the order is drawn: the fingerprint before, and the sum done again after. */
export function createDrawPanel(memory: ReturnType<typeof createDrawMemory>) {
  let status: RoomStatus | undefined;
  let language: Language = 'en';
  let check: DrawCheck | null = null;

  function paintResult(): void {
    write('draw-said', check === null ? '' : drawSentence(check, STRINGS[language]));
    byId('draw-said').toggleAttribute('data-wrong', check !== null && isWrong(check));
  }

  byId('draw-check').addEventListener('click', () => {
    const id = status?.draw?.id;
    if (status !== undefined && id !== undefined) {
      check = checkDraw(status, memory.commitmentOf(id));
      paintResult();
    }
  });

  return {
    show(next: RoomStatus, reader: Language): void {
      const { draw } = next;
      if (draw?.id !== status?.draw?.id) {
        check = null;
      }
      [status, language] = [next, reader];
      memory.note(next);
      const isDrawn = draw !== null && 'key' in draw;
      const commitment = draw?.commitment ?? openCommitment(next)?.commitment ?? '';
      write('draw-explain', STRINGS[language].draw[isDrawn ? 'after' : 'before']);
      write('draw-hash', commitment);
      showIf('draw-label', commitment !== '');
      // Until the page has heard of its own number there is nothing to compare.
      showIf('draw-check', isDrawn && next.number !== null);
      paintResult();
    },
  };
}
