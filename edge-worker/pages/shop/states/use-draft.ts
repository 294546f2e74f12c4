import { useState } from 'preact/hooks';

const slot = (name: string) => `frontrow.draft.${name}`;

/** A text that is being typed. It is kept for the tab, so that a way through the line loses nothing; '' forgets it. */
export function useDraft(name: string, first: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(slot(name)) ?? first);

  function change(next: string): void {
    setText(next);
    if (next === '') {
      sessionStorage.removeItem(slot(name));
    } else {
      sessionStorage.setItem(slot(name), next);
    }
  }
  return [text, change];
}
