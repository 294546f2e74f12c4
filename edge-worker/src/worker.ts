import clientScript from '../dist/waiting-room/client.js' with { type: 'text' };
import { BindingError, bindingsIdentity, readConfig, type Env } from './env.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { readTrace, type Trace } from './incoming.ts';
import { errorPage } from './replies/error-page.ts';
import { isNavigation } from './replies/negotiate.ts';
import { problemReply } from './replies/problem-reply.ts';

export { ArrivalGate } from './arrivals/arrival-gate.ts';

let current: { env: Env; identity: string; gateway: Gateway } | undefined;

/**
 * The gateway of these bindings: built again when any of their values changes in a living isolate, which then comes
 * with another object.
 */
async function gatewayFor(env: Env): Promise<Gateway> {
  if (current?.env === env) {
    return current.gateway;
  }
  const identity = bindingsIdentity(env);
  if (current?.identity !== identity) {
    const gateway = createGateway({ config: await readConfig(env), clientScript });
    // Another request may have built the same one meanwhile: then that one stays.
    current = current?.identity === identity ? current : { env, identity, gateway };
  }
  current.env = env;
  return current.gateway;
}

async function answer(request: Request, env: Env, trace: Trace): Promise<Response> {
  try {
    const gateway = await gatewayFor(env);
    return await gateway(request, trace);
  } catch (error) {
    // The last resort fails closed: whatever broke, the request goes no further.
    return broken(request, trace, error);
  }
}

function broken(request: Request, trace: Trace, error: unknown): Response {
  const { requestId } = trace;
  console.error(JSON.stringify({ level: 'error', requestId, message: describe(error) }));
  if (isNavigation(request)) {
    return errorPage('internal', { request, trace });
  }
  return error instanceof BindingError
    ? problemReply('internal', { requestId, detail: error.message })
    : problemReply('internal', { requestId });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const response = await answer(request, env, readTrace(request));
    return request.method === 'HEAD' ? new Response(null, response) : response;
  },
} satisfies ExportedHandler<Env>;
