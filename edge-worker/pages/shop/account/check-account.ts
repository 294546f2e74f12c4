import type { Messages } from '../i18n/en.ts';

export type AccountForm = { email: string; password: string; name: string };
export type FormErrors = Partial<Record<keyof AccountForm, string>>;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** As the origin asks for new passwords. */
const PASSWORD_LENGTH = 10;

/** What is wrong with a form before it is sent; the origin has the last word. */
export function checkAccount(form: AccountForm, isNew: boolean, { account }: Messages): FormErrors {
  const errors: FormErrors = {};
  if (isNew && form.name.trim() === '') {
    errors.name = account.nameMissing;
  }
  if (!EMAIL.test(form.email.trim())) {
    errors.email = account.emailWrong;
  }
  if (form.password === '') {
    errors.password = account.passwordMissing;
  } else if (isNew && form.password.length < PASSWORD_LENGTH) {
    errors.password = account.passwordShort;
  }
  return errors;
}
