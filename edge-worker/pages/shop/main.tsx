import { render } from 'preact';
import { refreshAccount } from './account/account-state.ts';
import { App } from './app.tsx';
import { startSession } from './session/session-state.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './chrome/chrome.css';
import './states/states.css';
import './account/account.css';
import './concerts/schedule-list.css';
import './concerts/concerts.css';
import './seats/map/seat-map.css';
import './seats/seats.css';
import './seats/order/order-panel.css';
import './reservations/reservations.css';
import './session/session.css';
import './tickets/tickets.css';
import './wallet/wallet.css';

const shop = document.querySelector('#shop');
if (shop !== null) {
  render(<App />, shop);
  startSession();
  void refreshAccount();
}
