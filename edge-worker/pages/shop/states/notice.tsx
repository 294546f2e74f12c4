import type { ComponentChildren } from 'preact';
import type { ApiFailure } from '../api/api-failure.ts';
import { messages } from '../i18n/language.ts';
import { problemSentence } from '../i18n/problem-sentence.ts';

type Props = { tone: 'bad' | 'warn' | 'good' | 'info'; children: ComponentChildren };

export function Notice({ tone, children }: Props) {
  return (
    <div class={`notice ${tone}`} role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

/** A refused action, beside the button that asked for it. */
export function FailureNotice({ failure }: { failure: ApiFailure | undefined }) {
  if (failure === undefined) {
    return null;
  }
  return <Notice tone="bad">{problemSentence(messages.value, failure)}</Notice>;
}
