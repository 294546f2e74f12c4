import { useEffect, useRef, useState } from 'preact/hooks';
import { messages } from '../i18n/language.ts';

/** The stay has ended: said once, calmly, with the page and all that was typed still there behind it. */
export function SessionOver() {
  const { session: words } = messages.value;
  const [stays, setStays] = useState(false);
  if (stays) {
    return (
      <section class="session-bar" aria-label={words.label}>
        <div class="session-bar-row">
          <p>
            <strong>{words.over}.</strong>
          </p>
          <ToLine />
        </div>
      </section>
    );
  }
  return <OverDialog onStay={() => setStays(true)} />;
}

function OverDialog({ onStay }: { onStay: () => void }) {
  const { session: words } = messages.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // Not a button: a key that was meant for a field must not decide anything.
    heading.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="session-over"
      role="alertdialog"
      aria-labelledby="session-over-title"
      aria-describedby="session-over-text"
      onClose={onStay}
    >
      <h2 id="session-over-title" ref={heading} tabIndex={-1}>
        {words.over}
      </h2>
      <p id="session-over-text">{words.overText}</p>
      <p class="muted small">{words.overHolds}</p>
      <div class="button-row">
        <ToLine />
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {words.stay}
        </button>
      </div>
    </dialog>
  );
}

/** At the same address the waiting room gives a new place, and this page once it is its turn. */
function ToLine() {
  return (
    <button type="button" class="button primary" onClick={() => location.reload()}>
      {messages.value.session.toLine}
    </button>
  );
}
