import { readFile, writeFile } from 'node:fs/promises';
import { drawRecord, type DrawRecord } from '@frontrow/protocol';
import { CommandFailure } from '../command-failure.ts';
import type { OperatorClient } from '../operator-client.ts';
import type { RoomCommand } from '../room-command.ts';
import { checkDraw, type Verdict } from './check-draw.ts';

const SHOWN_PROBLEMS = 10;

/** Recomputes a draw from the record and compares it with who was called and let in. */
export const verify: RoomCommand = async (client, options, print) => {
  const { record: file, save } = options;
  const record =
    file === undefined
      ? await fetchRecord(client, options.room, options.draw)
      : await readRecord(file);
  const verdict = checkDraw(record);
  const problems = [...verdict.problems, ...(await comparePublic(client, record, file))];
  if (save !== undefined) {
    await writeFile(save, `${JSON.stringify(record)}\n`);
  }
  print(verdictText(record, verdict));
  if (problems.length > 0) {
    const shown = problems.slice(0, SHOWN_PROBLEMS);
    const rest = problems.length - shown.length;
    throw new CommandFailure(
      [...shown, ...(rest > 0 ? [`… and ${rest} more.`] : []), DISAGREES].join('\n'),
    );
  }
  print('Everybody came in under the number that the draw gave. ' + LIMITS);
};

const DISAGREES = 'The record does not agree with the draw.';
const LIMITS = 'What this proves, and what it cannot, is told in docs/fair-start.md.';

async function fetchRecord(
  client: OperatorClient,
  room: string,
  draw: string | undefined,
): Promise<DrawRecord> {
  const draws = await client.events.draws(room);
  const found = draws.find(({ id }) => draw === undefined || id === Number(draw));
  if (found === undefined) {
    throw new CommandFailure(
      draw === undefined
        ? `Room ${room} has drawn nothing yet.`
        : `Room ${room} has no draw ${draw}; draws lists them.`,
    );
  }
  return drawRecord.parse({
    room,
    draw: found,
    admissions: await client.events.admissions(room, found.id),
  });
}

async function readRecord(file: string): Promise<DrawRecord> {
  try {
    return drawRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new CommandFailure(`${file} is no record of a draw: verify --save FILE makes one.`, {
      cause: error,
    });
  }
}

/** While the edge still shows the draw to everybody, it must be the same one. */
async function comparePublic(
  client: OperatorClient,
  { room, draw }: DrawRecord,
  file: string | undefined,
): Promise<string[]> {
  if (file !== undefined) {
    return [];
  }
  const shown = await client.events.publicDraws(room);
  const same = shown?.draws.find(({ id }) => id === draw.id);
  const differs =
    same !== undefined &&
    (['key', 'commitment', 'base', 'n', 'version'] as const).some(
      (field) => same[field] !== draw[field],
    );
  return differs ? ['The edge shows everybody another draw than the record has.'] : [];
}

function verdictText({ room, draw }: DrawRecord, verdict: Verdict): string {
  const { tickets, called, entered, passed, cameBack } = verdict;
  const rows: [string, string | number][] = [
    ['tickets', tickets],
    ['key', draw.key ?? 'none: in order of arrival'],
    ['called', called],
    ['came in', entered],
    ...(passed > 0 ? [['passed uncalled', passed] as [string, number]] : []),
    ...(cameBack > 0 ? [['came back', cameBack] as [string, number]] : []),
    ['not called', Math.max(0, tickets - called)],
  ];
  const title = `Room ${room}, draw ${draw.id}: numbers ${draw.base + 1}–${draw.base + draw.n}`;
  return [title, ...rows.map(([name, value]) => `  ${name.padEnd(16)} ${value}`)].join('\n');
}
