import { newRoomRoute, type RoomRoute } from '@frontrow/protocol';
import { CommandFailure } from './command-failure.ts';

/** `vip.example/concerts/42`, or `/concerts/42` for any host. */
export function readRoute(text: string): RoomRoute {
  const slash = text.indexOf('/');
  if (slash < 0) {
    throw new CommandFailure(
      `"${text}" is no route: write /concerts/42, or vip.example/ for a host.`,
    );
  }
  const said = text.toLowerCase();
  const path = said.slice(slash).replace(/(?<=.)\/$/, '');
  const read = newRoomRoute.safeParse({ host: slash === 0 ? null : said.slice(0, slash), path });
  if (!read.success) {
    throw new CommandFailure(`"${text}": ${read.error.issues[0]?.message ?? 'no route'}`);
  }
  return read.data;
}

export function readConcertId(text: string | undefined): number | undefined {
  if (text !== undefined && !/^[1-9]\d{0,14}$/.test(text)) {
    throw new CommandFailure(`--concert takes the number of a concert, not "${text}".`);
  }
  return text === undefined ? undefined : Number(text);
}

/** As it is written on the command line. */
export function routeText({ host, path }: RoomRoute): string {
  return `${host ?? ''}${path}`;
}
