import { drawnNumber, type Place, type RoomSnapshot } from '@frontrow/protocol';

/**
 * The place with the number that its ticket has drawn, computed here from what the draw published; the very same
 * place while there is nothing to compute.
 */
export function drawnPlace(place: Place, snapshot: RoomSnapshot | undefined): Place {
  const { ticket, number } = place;
  if (snapshot === undefined || ticket === null || number !== null) {
    return place;
  }
  const draw = snapshot.draws.find(({ id }) => id === ticket.draw);
  // A ticket beyond the draw's end is of no draw that was ever made.
  return draw === undefined || ticket.index >= draw.n
    ? place
    : { ...place, number: drawnNumber(draw, ticket.index) };
}
