import type { RoomAdminView } from '@frontrow/protocol';
import { CommandFailure } from './command-failure.ts';
import { readConcertId, readRoute, routeText } from './read-routes.ts';
import { readSettings } from './read-words.ts';
import type { RoomCommand } from './room-command.ts';

export const create: RoomCommand = async (client, options, print) => {
  const [room, ...settings] = options.words;
  const concertId = readConcertId(options.concert);
  const view = await client.create({
    room: nameOf(room, 'create tour --concert 42'),
    ...(concertId === undefined ? {} : { concertId }),
    routes: options.route.map(readRoute),
    ...(settings.length === 0 ? {} : { settings: readSettings(settings) }),
  });
  print(`Room ${view.room} is there. It covers ${coverText(view)}.`);
};

export const routes: RoomCommand = async (client, { words, route, clear }, print) => {
  const room = nameOf(words[0], 'routes tour --route /concerts/42');
  if ((route.length === 0) !== clear) {
    throw new CommandFailure('Give all routes with --route, or take them all away with --clear.');
  }
  const view = await client.replaceRoutes(room, route.map(readRoute));
  print(`Room ${room} covers ${coverText(view)}.`);
};

export const remove: RoomCommand = async (client, { words }, print) => {
  const room = nameOf(words[0], 'delete tour');
  await client.remove(room);
  print(
    `Room ${room} is deleted. Who waited there falls under the rooms that cover its paths now.`,
  );
};

/** All that a room covers, in words. */
export function coverText({ room, concertId, routes: given }: RoomAdminView): string {
  if (room === 'main') {
    return 'all that no other room does';
  }
  const concert = concertId === null ? [] : [`concert ${concertId} with all its dates`];
  return [...concert, ...given.map(routeText)].join(', ') || 'nothing yet';
}

function nameOf(word: string | undefined, example: string): string {
  if (word === undefined) {
    throw new CommandFailure(`Name the room, such as: ${example}.`);
  }
  return word;
}
