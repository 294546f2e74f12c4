import { messages } from '../i18n/language.ts';

export function Footer() {
  const { brand, footer } = messages.value;
  return (
    <footer class="site-footer">
      <div class="site-footer-row">
        <strong>{brand}</strong>
        <p>{footer.promise}</p>
        <p>{footer.money}</p>
      </div>
    </footer>
  );
}
