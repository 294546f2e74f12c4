import { useLocation } from 'preact-iso';
import { account, balance, leaveAccount } from '../account/account-state.ts';
import { loginPath } from '../account/return-path.ts';
import { formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { toFailure } from '../states/use-load.ts';
import { BrandMark } from './brand-mark.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { SearchBox } from './search-box.tsx';

export function Header() {
  const { brand, nav, skipToContent } = messages.value;
  return (
    <header class="site-header">
      <a class="skip-link" href="#content">
        {skipToContent}
      </a>
      <div class="site-header-row">
        <a class="brand" href="/">
          <BrandMark />
          <span>{brand}</span>
        </a>
        <nav class="site-nav" aria-label={nav.main}>
          <NavLink href="/" label={nav.concerts} />
          <NavLink href="/tickets" label={nav.tickets} />
        </nav>
        <SearchBox />
        <div class="site-account">
          <LanguageSwitch />
          <AccountLinks />
        </div>
      </div>
    </header>
  );
}

function NavLink({ href, label }: { href: string; label: string }) {
  const { path } = useLocation();
  return (
    <a href={href} aria-current={path === href ? 'page' : undefined}>
      {label}
    </a>
  );
}

function AccountLinks() {
  const { nav } = messages.value;
  const { url, route } = useLocation();
  if (account.value.state !== 'user') {
    return (
      <a class="button small" href={loginPath(url)}>
        {nav.logIn}
      </a>
    );
  }
  const points = balance.value === undefined ? undefined : formatPoints(balance.value);
  const leave = () =>
    leaveAccount().then(
      () => route('/'),
      (error: unknown) => toFailure(error),
    );
  return (
    <>
      <a
        class="wallet-chip"
        href="/wallet"
        aria-label={points === undefined ? nav.wallet : nav.balance(points)}
      >
        {points ?? nav.wallet}
      </a>
      <details class="account-menu">
        <summary aria-label={nav.account}>
          <span aria-hidden="true">{initialOf(account.value.user.name)}</span>
        </summary>
        <div class="account-menu-panel">
          <strong>{account.value.user.name}</strong>
          <span class="muted small">{account.value.user.email}</span>
          <a href="/tickets">{nav.tickets}</a>
          <a href="/wallet">{nav.wallet}</a>
          <button type="button" onClick={leave}>
            {nav.logOut}
          </button>
        </div>
      </details>
    </>
  );
}

function initialOf(name: string): string {
  return (Array.from(name.trim())[0] ?? '?').toUpperCase();
}
