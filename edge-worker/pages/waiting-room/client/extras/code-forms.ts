import type { RoomStatus } from '@frontrow/protocol';
import { STRINGS } from '../../strings/strings.ts';
import type { Language } from '../../strings/words.ts';
import { byId, showIf, write } from '../elements.ts';
import type { Answer, RoomCalls } from '../room-calls.ts';
import { failureOf } from './failures.ts';

type Deps = {
  calls: Pick<RoomCalls, 'useCode' | 'claim' | 'makeRecovery'>;
  language: () => Language;
  /** The room has told where the visitor stands now. */
  tell: (status: RoomStatus) => void;
};

type Area = 'code' | 'device';

/** Presale codes, and recovery codes in both directions. */
export function setUpCodes({ calls, language, tell }: Deps): void {
  const failureText = (problem: string | undefined) =>
    STRINGS[language()].failures[failureOf(problem)];
  const refusal = (answer: Answer) =>
    failureText(answer.kind === 'refused' ? answer.code : undefined);

  function setUpForm(name: 'code' | 'claim', area: Area, send: (code: string) => Promise<Answer>) {
    const form = byId(`${name}-form`) as HTMLFormElement;
    const field = byId(`${name}-field`) as HTMLInputElement;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const answer = await whileBusy(form.querySelector('button'), () => send(field.value.trim()));
      if (answer.kind !== 'status') {
        write(`${area}-said`, refusal(answer));
        return;
      }
      field.value = '';
      const { code, device } = STRINGS[language()];
      write(`${area}-said`, name === 'code' ? code.done : device.claimed);
      tell(answer.status);
    });
  }

  setUpForm('code', 'code', calls.useCode);
  setUpForm('claim', 'device', calls.claim);
  byId('device-make').addEventListener('click', async () => {
    const made = await whileBusy(byId('device-make') as HTMLButtonElement, calls.makeRecovery);
    if ('problem' in made) {
      write('device-said', failureText(made.problem));
      return;
    }
    write('device-said', '');
    showIf('device-made', true);
    write('device-code', made.code);
    write('device-url', made.url);
    (byId('device-url') as HTMLAnchorElement).href = httpOnly(made.url);
    (byId('device-qr') as HTMLImageElement).src =
      `data:image/svg+xml,${encodeURIComponent(made.qr)}`;
  });
  offerRecovery({ calls, tell, refusal });
}

type Offer = Pick<Deps, 'tell'> & {
  calls: Pick<RoomCalls, 'claim'>;
  refusal: (answer: Answer) => string;
};

/** An address with `#recover=<code>` asks at once; the code leaves the address with the answer. */
function offerRecovery({ calls, tell, refusal }: Offer): void {
  const code = new URLSearchParams(location.hash.slice(1)).get('recover');
  if (code === null || code === '') {
    return;
  }
  const dialog = byId('recover-dialog') as HTMLDialogElement;
  const yes = byId('recover-yes') as HTMLButtonElement;
  dialog.addEventListener('close', () =>
    history.replaceState(history.state, '', location.pathname + location.search),
  );
  byId('recover-no').addEventListener('click', () => dialog.close());
  yes.addEventListener('click', async () => {
    const answer = await whileBusy(yes, () => calls.claim(code));
    if (answer.kind === 'status') {
      dialog.close();
      tell(answer.status);
      return;
    }
    write('recover-said', refusal(answer));
  });
  dialog.showModal();
}

/** One try at a time. */
async function whileBusy<T>(button: HTMLButtonElement | null, work: () => Promise<T>): Promise<T> {
  button?.toggleAttribute('disabled', true);
  try {
    return await work();
  } finally {
    button?.toggleAttribute('disabled', false);
  }
}

/** Whatever the server says, a link of this page leads to a page. */
function httpOnly(url: string): string {
  return /^https?:\/\//.test(url) ? url : '/';
}
