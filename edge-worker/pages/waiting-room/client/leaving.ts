import { byId } from './elements.ts';

/** The button, and the question that comes before the place is given up. */
export function setUpLeaving(leave: () => Promise<void>): void {
  const dialog = byId('leave-dialog') as HTMLDialogElement;
  const confirm = byId('leave-confirm') as HTMLButtonElement;

  byId('leave').addEventListener('click', () => dialog.showModal());
  byId('stay').addEventListener('click', () => dialog.close());
  confirm.addEventListener('click', async () => {
    confirm.disabled = true;
    await leave();
    confirm.disabled = false;
    dialog.close();
    // The button that opened the dialog may be gone, and the focus with it.
    byId(byId('leave').hidden ? 'again' : 'leave').focus();
  });
}
