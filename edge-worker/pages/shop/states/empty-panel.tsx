import type { ComponentChildren } from 'preact';

type Props = { text: string; hint?: string; children?: ComponentChildren };

export function EmptyPanel({ text, hint, children }: Props) {
  return (
    <section class="panel-message">
      <p class="panel-message-text">{text}</p>
      {hint === undefined ? null : <p class="muted">{hint}</p>}
      {children}
    </section>
  );
}
