export type Credentials = { email: string; password: string };

const DEMO_DOMAIN = '@demo.example';

/** Demo accounts have a public password: an origin refuses them unless it is told that this is a demo. */
export function isDemoAccount(email: string): boolean {
  return email.toLowerCase().endsWith(DEMO_DOMAIN);
}

/** One password for all of the demo, so that it is hashed once. `.example` can be nobody's address. */
const DEMO_PASSWORD = 'frontrow-demo';

export type DemoBuyer = Credentials & { name: string; points: number };

export const DEMO_BUYERS: DemoBuyer[] = [
  { name: 'Demo Mina', email: 'mina@demo.example', points: 2_000_000, password: DEMO_PASSWORD },
  { name: 'Demo Joon', email: 'joon@demo.example', points: 1_000_000, password: DEMO_PASSWORD },
  { name: 'Demo Ara', email: 'ara@demo.example', points: 300_000, password: DEMO_PASSWORD },
  { name: 'Demo Poor', email: 'poor@demo.example', points: 5_000, password: DEMO_PASSWORD },
];

export const DEMO_OPERATOR: Credentials & { name: string } = {
  name: 'Demo Operator',
  email: 'operator@demo.example',
  password: DEMO_PASSWORD,
};

/** Who has bought the seats that are sold; more than the orders of any one date. */
export const DEMO_AUDIENCE = Array.from({ length: 480 }, (_, index) => {
  const number = String(index + 1).padStart(3, '0');
  return { name: `Demo Guest ${number}`, email: `guest-${number}@demo.example` };
});
