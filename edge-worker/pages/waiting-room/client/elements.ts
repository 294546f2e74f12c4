/** Access to what the Worker wrote; an id that is missing is a bug of the page. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`The page has no #${id}.`);
  }
  return element;
}

/** Untouched when nothing changes, so that live regions stay quiet and selections stand. */
export function write(id: string, text: string): void {
  const element = byId(id);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** A value of the list; its row is there only when there is one. */
export function writeRow(id: string, text: string): void {
  write(id, text);
  byId(id)
    .closest('div')
    ?.toggleAttribute('hidden', text === '');
}

export function showIf(id: string, visible: boolean): void {
  byId(id).hidden = !visible;
}
