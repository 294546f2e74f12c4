import { useEffect } from 'preact/hooks';
import { language, messages } from '../i18n/language.ts';

/** Names the page in the tab; undefined while the name is still loading. */
export function usePageTitle(title: string | undefined): void {
  const { brand } = messages.value;
  const chosen = language.value;
  useEffect(() => {
    document.title = title === undefined ? brand : `${title} · ${brand}`;
    document.documentElement.lang = chosen;
  }, [title, brand, chosen]);
}
