import { WAITING_ROOM_SESSION_HEADER, WAITING_ROOM_TOKEN_HEADER } from '../headers.ts';

/** What `localStorage` and React Native's `AsyncStorage` have in common. */
export type TokenStorage = {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
};

export type KeptTokens = ReturnType<typeof createKeptTokens>;

type Tokens = { place: string | null; session: string | null };

const KEYS = { place: 'frontrow.place', session: 'frontrow.session' };

/** The newest place and session token of a visitor, in memory or in the storage given. */
export function createKeptTokens(storage: TokenStorage = createMemoryStorage()) {
  async function store(key: string, value: string | null): Promise<void> {
    if (value !== null) {
      await storage.setItem(key, value);
    }
  }

  return {
    /** As headers of a request. A session says nothing without its place. */
    async read(): Promise<[name: string, value: string][]> {
      const place = await storage.getItem(KEYS.place);
      if (place === null) {
        return [];
      }
      const session = await storage.getItem(KEYS.session);
      return [
        [WAITING_ROOM_TOKEN_HEADER, place],
        ...(session === null
          ? []
          : ([[WAITING_ROOM_SESSION_HEADER, session]] satisfies [string, string][])),
      ];
    },
    async keep({ place, session }: Tokens): Promise<void> {
      await store(KEYS.place, place);
      await store(KEYS.session, session);
    },
    async forget(): Promise<void> {
      await storage.removeItem(KEYS.place);
      await storage.removeItem(KEYS.session);
    },
  };
}

function createMemoryStorage(): TokenStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
