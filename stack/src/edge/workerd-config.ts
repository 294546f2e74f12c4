import type { WorkerSettings } from './worker-settings.ts';

type Config = {
  address: string;
  /** Of the built pages, absolute. */
  filesDir: string;
  /** Text bindings of the Worker; workerd reads each from its own environment, so no key is in this text. */
  bindings: readonly string[];
  settings: WorkerSettings;
};

/** The text of a Cap'n Proto configuration; `worker.js` and `assets.js` lie beside it. */
export function workerdConfig({ address, filesDir, bindings, settings }: Config): string {
  const date = text(settings.compatibilityDate);
  const flags = settings.compatibilityFlags.map(text).join(', ');
  const fromEnvironment = bindings.map(
    (name) => `(name = ${text(name)}, fromEnvironment = ${text(name)}),`,
  );
  const { objects } = settings;
  const namespaces = Object.values(objects).map(
    (name) => `(className = ${text(name)}, uniqueKey = ${text(`frontrow-${name}`)}),`,
  );
  const objectBindings = Object.entries(objects).map(
    ([name, className]) => `(name = ${text(name)}, durableObjectNamespace = ${text(className)}),`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    (name = "assets", worker = .assets),
    (name = "files", disk = (path = ${text(filesDir)}, writable = false)),
    # The origin is on loopback, which the default network refuses.
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = ${text(address)}, http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = ${date},
  compatibilityFlags = [${flags}],
  bindings = [
    ${fromEnvironment.join('\n    ')}
    (name = "ASSETS", service = "assets"),
    ${objectBindings.join('\n    ')}
  ],
  durableObjectNamespaces = [${namespaces.join(' ')}],
  durableObjectStorage = (inMemory = void),
);

const assets :Workerd.Worker = (
  modules = [(name = "assets.js", esModule = embed "assets.js")],
  compatibilityDate = ${date},
  bindings = [(name = "FILES", service = "files")],
);
`;
}

/** JSON's escapes are a subset of those of a Cap'n Proto text for what paths, dates and names hold. */
function text(value: string): string {
  return JSON.stringify(value);
}
