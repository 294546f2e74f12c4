type Service = { fetch: (url: string, init: { method: string }) => Promise<Response> };
type Env = { FILES: Service };
type Asset = { body: ArrayBuffer; headers: Record<string, string> };

const CONTENT_TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/vnd.microsoft.icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** The files do not change while this runs, so each is read from the disk once. */
const assets = new Map<string, Asset>();

/**
 * Stands in for Cloudflare's static assets (html_handling none): an exact path gives its file, any other 404.
 * Runs on workerd, over a disk service that knows neither content types nor ETags.
 */
export async function answerWithAsset(request: Request, files: Service): Promise<Response> {
  const { pathname } = new URL(request.url);
  const asset = await findAsset(pathname, files);
  if (asset === undefined) {
    return new Response('Not Found', { status: 404 });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Method Not Allowed', { status: 405, headers: { Allow: 'GET, HEAD' } });
  }
  if (request.headers.get('If-None-Match') === asset.headers.ETag) {
    return new Response(null, { status: 304, headers: asset.headers });
  }
  return new Response(request.method === 'HEAD' ? null : asset.body, { headers: asset.headers });
}

async function findAsset(pathname: string, files: Service): Promise<Asset | undefined> {
  const known = assets.get(pathname);
  if (known !== undefined) {
    return known;
  }
  const asset = await readAsset(pathname, files);
  if (asset !== undefined) {
    // Only what exists: asking for made-up paths fills no memory.
    assets.set(pathname, asset);
  }
  return asset;
}

async function readAsset(pathname: string, files: Service): Promise<Asset | undefined> {
  const contentType = CONTENT_TYPES[pathname.slice(pathname.lastIndexOf('.') + 1)];
  if (contentType === undefined) {
    return undefined;
  }
  const file = await files.fetch(`http://files${pathname}`, { method: 'GET' });
  if (!file.ok) {
    return undefined;
  }
  const body = await file.arrayBuffer();
  const headers = {
    'Content-Type': contentType,
    'Cache-Control': 'public, max-age=0, must-revalidate',
    ETag: `"${await digest(body)}"`,
  };
  return { body, headers };
}

async function digest(body: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// oxlint-disable-next-line import/no-default-export -- workerd takes a module's default export for its handler
export default {
  fetch: (request: Request, env: Env) => answerWithAsset(request, env.FILES),
};
