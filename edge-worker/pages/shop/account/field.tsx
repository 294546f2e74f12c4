import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

type Props = {
  label: string;
  value: string;
  onValue: (value: string) => void;
  error?: string | undefined;
  hint?: string;
  input: InputHTMLAttributes;
  children?: ComponentChildren;
};

/** A labelled input whose hint and error are read out with it. */
export function Field({ label, value, onValue, error, hint, input, children }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          {...input}
          id={id}
          value={value}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        {children}
      </div>
      {note === undefined ? null : (
        <p id={`${id}-note`} class="field-note">
          {note}
        </p>
      )}
    </div>
  );
}
