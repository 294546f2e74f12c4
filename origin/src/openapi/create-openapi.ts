import { describeOperation, problemResponses } from './describe-operation.ts';
import { componentSchemas } from './named-schemas.ts';
import { accountOperations } from './operations/account-operations.ts';
import { adminOperations } from './operations/admin-operations.ts';
import { awsVwrOperations } from './operations/aws-vwr-operations.ts';
import { catalogOperations } from './operations/catalog-operations.ts';
import { codeAdminOperations, codeOperations } from './operations/code-operations.ts';
import { eventOperations } from './operations/event-operations.ts';
import { roomOperations } from './operations/room-operations.ts';
import { saleOperations } from './operations/sale-operations.ts';
import { securitySchemes, sharedHeaders, sharedParameters } from './shared-parts.ts';

/** The public API through the edge: rooms first, then the shop in a buyer's order, then operators. */
export const operations = [
  ...roomOperations,
  ...codeOperations,
  ...awsVwrOperations,
  ...accountOperations,
  ...catalogOperations,
  ...saleOperations,
  ...adminOperations,
  ...codeAdminOperations,
  ...eventOperations,
];

/** The OpenAPI 3.1 document of everything that a client may call. */
export function createOpenApi() {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, {
      [operation.method]: describeOperation(operation),
    });
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Frontrow',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Sells numbered concert seats behind a waiting room. Join, wait as told, enter; then log ' +
        'in, hold seats and pay with points. Problems are RFC 9457 with a stable `code`. A path ' +
        'that is not listed is answered 404, a method 405.',
    },
    servers: [{ url: '/', description: 'The edge' }],
    paths,
    components: {
      schemas: componentSchemas(),
      responses: problemResponses(operations),
      parameters: sharedParameters,
      headers: sharedHeaders,
      securitySchemes,
    },
  };
}

export const OPENAPI_FILE = new URL('../../../docs/openapi.json', import.meta.url);

export function openApiText(): string {
  return `${JSON.stringify(createOpenApi(), null, 2)}\n`;
}
