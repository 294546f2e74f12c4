import { createCodesBody, type CodeBatchView } from '@frontrow/protocol';
import { CommandFailure } from './command-failure.ts';
import type { RoomCommand } from './room-command.ts';

/** `codes create | list | revoke <batch>` */
export const codes: RoomCommand = async (client, options, print) => {
  const [verb = '', ...words] = options.words;
  const command = VERBS[verb];
  if (command === undefined) {
    throw new CommandFailure(`codes takes one of: ${Object.keys(VERBS).join(', ')}.`);
  }
  await command(client, { ...options, words }, print);
};

const create: RoomCommand = async (client, options, print) => {
  const { room, json } = options;
  const created = await client.codes.create(room, readNewCodes(options));
  if (json) {
    print(JSON.stringify(created));
    return;
  }
  print(`# ${batchText(created.batch)}\n# They cannot be shown again.`);
  print(created.codes.join('\n'));
};

const list: RoomCommand = async (client, { room, json }, print) => {
  const batches = await client.codes.list(room);
  if (json) {
    print(JSON.stringify({ items: batches }));
    return;
  }
  print(batches.map(batchText).join('\n') || `Room ${room} has no presale codes.`);
};

const revoke: RoomCommand = async (client, { room, words }, print) => {
  const batch = Number(words[0]);
  if (!Number.isSafeInteger(batch) || batch < 1) {
    throw new CommandFailure('Name the batch by its number in the list: codes revoke 3.');
  }
  await client.codes.revoke(room, batch);
  print(`${room}: batch ${batch} takes nobody over any more. Whoever used a code keeps the lane.`);
};

const VERBS: Record<string, RoomCommand> = { create, list, revoke };

type Wanted = {
  count?: string | undefined;
  uses?: string | undefined;
  expires?: string | undefined;
  label?: string | undefined;
  code?: string | undefined;
};

/** The options as a body that the API takes; what is not one is refused by name. */
function readNewCodes({ count, uses, expires, label, code }: Wanted) {
  const body = {
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(uses === undefined ? {} : { uses: Number(uses) }),
    ...(expires === undefined ? {} : { expiresAt: readTime(expires) }),
    ...(label === undefined ? {} : { label }),
    ...(code === undefined ? {} : { code }),
  };
  const read = createCodesBody.safeParse(body);
  if (!read.success) {
    const sentences = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new CommandFailure(sentences.join('\n'));
  }
  return read.data;
}

function readTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new CommandFailure(
      `--expires takes a time such as 2027-01-31T20:00+09:00, not "${text}".`,
    );
  }
  return time.toISOString();
}

function batchText(batch: CodeBatchView): string {
  const { label, codes: count, usesEach, used, left, expiresAt, revokedAt } = batch;
  const state = revokedAt === null ? `${used} used, ${left} left` : `${used} used, revoked`;
  const until = expiresAt === null ? '' : `, until ${expiresAt}`;
  const name = label === null ? '' : ` "${label}"`;
  return `batch ${batch.batch}${name}: ${count} × ${usesEach}, ${state}${until}`;
}
