import {
  PROBLEM_MEDIA_TYPE,
  problemDetails,
  PROBLEMS,
  problemStatus,
  type ProblemCode,
} from '@frontrow/protocol';
import { z } from 'zod';
import { parameterSchema, refTo, roomProblem } from './named-schemas.ts';
import { problemsOf } from './operation-problems.ts';
import type { Operation, Reply } from './operation.ts';
import { PATH_PARAMETERS } from './shared-parts.ts';

/** An operation as an OpenAPI operation object. */
export function describeOperation(operation: Operation) {
  const { id, tag, summary, description, body, isBodyOptional = false } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: security(operation),
    parameters: [
      ...pathParameters(operation),
      ...queryParameters(operation),
      ...headerParameters(operation),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !isBodyOptional,
            content: { 'application/json': { schema: refTo(body) } },
          },
        }),
    responses: responses(operation),
  };
}

/** Apps carry tokens in headers, browsers cookies. */
function security({ tag, needsPlace = false, needsLogin }: Operation) {
  const login = needsLogin !== undefined;
  if (tag === 'Waiting room') {
    return [{ placeToken: [] }, { placeCookie: [] }, {}];
  }
  if (!needsPlace && !login) {
    return [];
  }
  return [
    { ...(needsPlace ? { placeToken: [] } : {}), ...(login ? { loginToken: [] } : {}) },
    { ...(needsPlace ? { placeCookie: [] } : {}), ...(login ? { loginCookie: [] } : {}) },
  ];
}

function pathParameters({ path }: Operation) {
  return [...path.matchAll(/\{(?<name>\w+)\}/g)].map(({ groups }) => {
    const name = groups?.['name'] ?? '';
    const schema = PATH_PARAMETERS[name];
    if (schema === undefined) {
      throw new Error(`No schema is known for {${name}} in ${path}.`);
    }
    return { name, in: 'path', required: true, schema: parameterSchema(schema) };
  });
}

function queryParameters({ query = z.object({}) }: Operation) {
  return Object.entries<z.ZodType>(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    schema: parameterSchema(schema),
  }));
}

function headerParameters({ needsPlace = false, isOnce = false, headers = [] }: Operation) {
  const names = [
    ...(needsPlace ? ['X-Waiting-Room-Session'] : []),
    ...(isOnce ? ['Idempotency-Key'] : []),
    ...headers,
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function responses(operation: Operation) {
  const answers: Record<number, Response | Reference> = {};
  for (const { status, codes } of problemGroups(operation)) {
    answers[status] = { $ref: `#/components/responses/${groupName({ status, codes })}` };
  }
  for (const [key, reply] of Object.entries(operation.replies)) {
    const status = Number(key);
    const group = problemGroups(operation).find((one) => one.status === status);
    const answer = response(reply);
    answers[status] = group === undefined ? answer : both(answer, problemResponse(group));
  }
  return answers;
}

type Response = { description: string; headers?: object; content?: object };
type Reference = { $ref: string };
type ProblemGroup = { status: number; codes: ProblemCode[] };

/** The problems of an operation by their status. */
function problemGroups(operation: Operation): ProblemGroup[] {
  const all = problemsOf(operation);
  return [...new Set(all.map(problemStatus))].map((status) => ({
    status,
    codes: all.filter((code) => problemStatus(code) === status),
  }));
}

function groupName({ status, codes }: ProblemGroup): string {
  return [status, ...codes].join('.');
}

/** The answers that are problems alone, each written once however many operations give it. */
export function problemResponses(operations: Operation[]): Record<string, Response> {
  const groups = operations.flatMap((operation) =>
    problemGroups(operation).filter(({ status }) => operation.replies[status] === undefined),
  );
  return Object.fromEntries(groups.map((group) => [groupName(group), problemResponse(group)]));
}

function response({ description, schema, headers = [] }: Reply): Response {
  return {
    description,
    ...withHeaders(headers),
    ...(schema === undefined ? {} : { content: { 'application/json': { schema: refTo(schema) } } }),
  };
}

/** The refusals that tell where the room can be asked, and when. */
const TELLS_OF_ROOM = /^(?:place_required|place_waiting|place_ended|room_\w+)$/;

function problemResponse({ status, codes }: ProblemGroup): Response {
  const tellsOfRoom = codes.some((code) => TELLS_OF_ROOM.test(code));
  const base = refTo(tellsOfRoom ? roomProblem : problemDetails);
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}.`).join(' '),
    ...withHeaders(tellsOfRoom || status === 429 || status === 503 ? ['Retry-After'] : []),
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: { allOf: [base, { properties: { code: { enum: codes } } }] },
      },
    },
  };
}

function both(one: Response, other: Response): Response {
  return {
    description: `${one.description} ${other.description}`,
    headers: { ...one.headers, ...other.headers },
    content: { ...one.content, ...other.content },
  };
}

function withHeaders(names: string[]): { headers?: object } {
  const refs = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  return names.length === 0 ? {} : { headers: Object.fromEntries(refs) };
}
