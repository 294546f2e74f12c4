import { LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { LoginPage, SignupPage } from './account/account-page.tsx';
import { Footer } from './chrome/footer.tsx';
import { Header } from './chrome/header.tsx';
import { MissingPage } from './chrome/missing-page.tsx';
import { ConcertPage } from './concerts/concert-page.tsx';
import { ConcertsPage } from './concerts/concerts-page.tsx';
import { KeptCallOffer } from './kept-calls/kept-call-offer.tsx';
import { ReservationPage } from './reservations/reservation-page.tsx';
import { SeatsPage } from './seats/seats-page.tsx';
import { SessionWatch } from './session/session-watch.tsx';
import { TicketPage } from './tickets/ticket-page.tsx';
import { TicketsPage } from './tickets/tickets-page.tsx';
import { WalletPage } from './wallet/wallet-page.tsx';

export function App() {
  return (
    <LocationProvider>
      <SessionWatch />
      <Header />
      <main id="content" tabIndex={-1}>
        <KeptCallOffer />
        <Router>
          <Route path="/" component={ConcertsPage} />
          <Route path="/concerts/:id" component={ConcertPage} />
          <Route path="/schedules/:id" component={SeatsPage} />
          <Route path="/reservations/:id" component={ReservationPage} />
          <Route path="/tickets" component={TicketsPage} />
          <Route path="/tickets/:code" component={TicketPage} />
          <Route path="/wallet" component={WalletPage} />
          <Route path="/login" component={LoginPage} />
          <Route path="/signup" component={SignupPage} />
          <Route default component={MissingPage} />
        </Router>
      </main>
      <Footer />
      <PageChange />
    </LocationProvider>
  );
}

/** After a change of page: back to the top, an open menu closed, and the page read out from its start. */
function PageChange() {
  const { path } = useLocation();
  useEffect(() => {
    document.querySelector('details.account-menu[open]')?.removeAttribute('open');
    if (document.activeElement !== document.body) {
      document.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true });
    }
  }, [path]);
  return null;
}
