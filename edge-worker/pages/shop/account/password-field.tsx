import { useState } from 'preact/hooks';
import { messages } from '../i18n/language.ts';
import { Field } from './field.tsx';

type Props = {
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
  isNew: boolean;
};

export function PasswordField({ value, onValue, error, isNew }: Props) {
  const { account } = messages.value;
  const [shown, setShown] = useState(false);
  const input = {
    name: 'password',
    autoComplete: isNew ? 'new-password' : 'current-password',
    maxLength: 128,
  };
  return (
    <Field
      label={account.password}
      value={value}
      onValue={onValue}
      error={error}
      {...(isNew ? { hint: account.passwordHint } : {})}
      input={shown ? { ...input, type: 'text' } : { ...input, type: 'password' }}
    >
      <button
        type="button"
        class="field-button"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? account.hidePassword : account.showPassword}
      </button>
    </Field>
  );
}
