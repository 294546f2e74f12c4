import { messages } from '../i18n/language.ts';
import { EmptyPanel } from '../states/empty-panel.tsx';
import { usePageTitle } from './use-page-title.ts';

export function MissingPage() {
  const { missing, common } = messages.value;
  usePageTitle(missing.heading);
  return (
    <div class="page">
      <EmptyPanel text={missing.heading} hint={missing.text}>
        <a class="button primary" href="/">
          {common.toConcerts}
        </a>
      </EmptyPanel>
    </div>
  );
}
