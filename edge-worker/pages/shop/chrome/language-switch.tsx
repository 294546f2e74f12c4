import { chooseLanguage, language, messages } from '../i18n/language.ts';

/** Offers the other language, in that language. */
export function LanguageSwitch() {
  const other = language.value === 'ko' ? 'en' : 'ko';
  return (
    <button
      type="button"
      class="language-switch"
      lang={other}
      title={messages.value.nav.language}
      aria-label={other === 'ko' ? '한국어' : 'EN, English'}
      onClick={() => chooseLanguage(other)}
    >
      {other === 'ko' ? '한국어' : 'EN'}
    </button>
  );
}
