import { preact } from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const EDGE = 'http://localhost:8787';

/** In development every navigation is answered with the shop's page, as the Worker does. */
const shopForNavigations: Plugin = {
  name: 'shop-for-navigations',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.method === 'GET' && request.headers.accept?.includes('text/html')) {
        request.url = '/shop.html';
      }
      next();
    });
  },
};

const JSON_SCHEMA_WRITER = /zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/;

/** Pages check replies and never write JSON Schema, which hangs on every zod schema: a tenth of the script. */
const withoutJsonSchemaWriter: Plugin = {
  name: 'without-json-schema-writer',
  transform: {
    filter: { id: JSON_SCHEMA_WRITER },
    handler(code) {
      const names = [...code.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(
        ([, name]) => name,
      );
      return {
        code: names.map((name) => `export const ${name} = () => {};`).join('\n'),
        map: null,
      };
    },
  },
};

/**
 * The pages' policy allows no inline script or style and no data: URLs for scripts, so nothing is inlined.
 * Our packages have no import side effects: schemas that no page uses are left out.
 */
export default defineConfig({
  root: `${import.meta.dirname}/pages/shop`,
  appType: 'mpa',
  plugins: [preact({ devToolsEnabled: false }), shopForNavigations, withoutJsonSchemaWriter],
  build: {
    outDir: `${import.meta.dirname}/dist/client`,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: `${import.meta.dirname}/pages/shop/shop.html`,
      treeshake: {
        moduleSideEffects: [
          { test: /\/protocol\/src\/|\/node_modules\/(zod|jose)\//, sideEffects: false },
        ],
      },
    },
  },
  server: { proxy: { '/api': EDGE, '/rooms': EDGE } },
});
