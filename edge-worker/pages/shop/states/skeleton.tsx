import { messages } from '../i18n/language.ts';

/** Grey bars in the place of what is coming; read out once as "loading". */
export function Skeleton({ lines = 3, tall = false }: { lines?: number; tall?: boolean }) {
  return (
    <div class="skeleton-block" role="status" aria-label={messages.value.common.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class={tall ? 'skeleton tall' : 'skeleton'} aria-hidden="true" />
      ))}
    </div>
  );
}
