/** A server that this start brought up and that ends with it. */
export type PrivateServer = {
  url: string;
  /** For people: which server, and where. */
  what: string;
  stop: () => Promise<void>;
};
