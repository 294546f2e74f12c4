import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RoomStatus, RoomTheme } from '@frontrow/protocol';
import { build, type BuildOptions } from 'esbuild';
import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Page,
  type Route,
} from 'playwright-core';
import { edgeDir } from '../../repository.ts';
import { CHROMIUM_ARGS, provideChromium } from '../../testing/chromium.ts';

export const SHOP = 'https://shop.test';
export const CHECK = 'https://check.example';

type Language = 'ko' | 'en' | 'ja';
type Reply = { status?: number; json?: unknown; body?: string };
/** By the name of the room call: `status`, `enter`, `recovery/claim` … */
export type Replies = Record<string, (body: unknown) => Reply | 'never'>;

export type PageOptions = {
  context?: BrowserContextOptions;
  /** One that was opened before, to be used again: its cookies, replies and listeners go. */
  page?: Page;
  status: RoomStatus;
  language?: Language;
  theme?: RoomTheme | null;
  replies?: Replies;
  /** The script that the check's origin serves. */
  checkScript?: string;
  hash?: string;
  /** Runs in the page before its own script. */
  before?: string;
};

type Edge = {
  renderWaitingPage: (page: Record<string, unknown>) => string;
  pageHeaders: (page: Record<string, unknown>) => Headers;
  policyOrigin: (address: string | undefined) => string | undefined;
  clientScript: string;
};

export type WaitingPages = Awaited<ReturnType<typeof startWaitingPages>>;

/**
 * The waiting page in a real browser, as the Worker writes it and with the Worker's headers, while the test answers
 * the room's calls: every situation can be looked at without bringing a room into it.
 */
export async function startWaitingPages() {
  const edge = await loadEdge();
  const browser = await chromium.launch({
    executablePath: await provideChromium(() => undefined),
    args: CHROMIUM_ARGS,
  });
  return {
    open: (options: PageOptions) => openPage(browser, edge, options),
    samples: edge.samples,
    line: { ...edge.line, nextPollSeconds: 1 },
    close: () => browser.close(),
  };
}

/** Parts of the edge, which is no package of the stack's: loaded from its folder, like its processes. */
async function loadEdge() {
  const load = async (path: string): Promise<unknown> =>
    import(/* @vite-ignore */ pathToFileURL(join(edgeDir, path)).href);
  const { renderWaitingPage } = (await load('pages/waiting-room/render.ts')) as Edge;
  const { pageHeaders, policyOrigin } = (await load('src/replies/page-headers.ts')) as Edge;
  const { SAMPLES: samples, IN_LINE: line } = (await load('pages/waiting-room/samples.ts')) as {
    SAMPLES: Record<string, RoomStatus>;
    IN_LINE: RoomStatus;
  };
  const { clientBuild } = (await load('pages/waiting-room/client-build.ts')) as {
    clientBuild: BuildOptions;
  };
  const { outputFiles } = await build({ ...clientBuild, write: false, logLevel: 'silent' });
  const clientScript = outputFiles[0]?.text ?? '';
  return { renderWaitingPage, pageHeaders, policyOrigin, clientScript, samples, line };
}

async function openPage(browser: Browser, edge: Edge, options: PageOptions) {
  const { checkScript, hash, before } = options;
  const page = await (options.page === undefined
    ? newPage(browser, options)
    : emptied(options.page));
  const visit = page.context();
  const calls: { name: string; body: unknown }[] = [];
  const problems: string[] = [];
  await visit.route(`${SHOP}/**`, (route) => answer(route, edge, options, calls));
  await visit.route(`${CHECK}/**`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: checkScript ?? '' }),
  );
  if (before !== undefined) {
    await page.addInitScript(before);
  }
  watch(page, problems);
  await page.goto(`${SHOP}/concerts/42${hash ?? ''}`);
  return { page, calls, problems, close: () => visit.close() };
}

async function newPage(browser: Browser, { context }: PageOptions): Promise<Page> {
  const visit = await browser.newContext({ locale: 'en-GB', ...context });
  return visit.newPage();
}

async function emptied(page: Page): Promise<Page> {
  page.removeAllListeners();
  // Also since an address that differs in its hash alone is the same document.
  await page.goto('about:blank');
  await page.context().unrouteAll();
  await page.context().clearCookies();
  return page;
}

/** Whatever the browser complains of, the policy's refusals among it; a refused call is the test's own doing. */
function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      problems.push(message.text());
    }
  });
}

async function answer(
  route: Route,
  edge: Edge,
  options: PageOptions,
  calls: { name: string; body: unknown }[],
): Promise<void> {
  const request = route.request();
  const name = /\/rooms\/main\/(.*)$/.exec(new URL(request.url()).pathname)?.[1];
  if (name === undefined) {
    return route.fulfill(document(edge, options));
  }
  const body: unknown = request.postDataJSON();
  calls.push({ name, body });
  const usual: Replies = { status: () => ({ json: options.status }), enter: () => 'never' };
  const reply = { ...usual, ...options.replies }[name]?.(body) ?? notFound();
  if (reply === 'never') {
    return undefined;
  }
  return route.fulfill({
    status: reply.status ?? 200,
    contentType: (reply.status ?? 200) < 400 ? 'application/json' : 'application/problem+json',
    body: reply.body ?? JSON.stringify(reply.json),
  });
}

const notFound = (): Reply => ({ status: 404, json: { code: 'not_found' } });

function document(edge: Edge, { status, language = 'en', theme = null }: PageOptions) {
  const nonce = 'bm9uY2Utb2YtdGhlLXRlc3Q';
  const checkOrigin = edge.policyOrigin(status.turnstile?.scriptUrl);
  const { clientScript } = edge;
  const wanted = '/concerts/42';
  return {
    status: 202,
    headers: Object.fromEntries(edge.pageHeaders({ nonce, isHttps: true, checkOrigin })),
    body: edge.renderWaitingPage({ status, language, wanted, nonce, clientScript, theme }),
  };
}
