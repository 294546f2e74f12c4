/**
 * The hall as seen from above: a stage, curved rows of seats, and the visitor's dot, which moves
 * towards the front row. Decoration only: everything it tells is also said in words.
 */

const ROWS = 7;
const WIDTH = 320;
const CENTRE_Y = -40;
const FIRST_RADIUS = 92;
const ROW_GAP = 22;
const HALF_SPREAD = 0.72;

/** The row in which the visitor stands: 0 is the front row. */
export function rowOf(progress: number): number {
  return Math.round((1 - Math.min(1, Math.max(0, progress))) * (ROWS - 1));
}

export function rowY(row: number): number {
  return CENTRE_Y + FIRST_RADIUS + row * ROW_GAP;
}

export function hallPicture(progress: number | null): string {
  const ownRow = progress === null ? ROWS : rowOf(progress);
  const rows = Array.from({ length: ROWS }, (_, row) => seatRow(row, row > ownRow)).join('');
  const dot = `<circle id="you" cx="${WIDTH / 2}" cy="${rowY(Math.min(ownRow, ROWS - 1))}" r="7"${progress === null ? ' class="gone"' : ''}/>`;
  return `<svg id="hall" viewBox="0 0 ${WIDTH} 200" aria-hidden="true" focusable="false"><path class="stage" d="${arc(64, 0.5)}"/>${rows}${dot}</svg>`;
}

/** Dashes of no length with round ends are dots; `pathLength` spaces them without arithmetic. */
function seatRow(row: number, behind: boolean): string {
  const seats = 8 + 2 * row;
  return `<path class="row${behind ? ' behind' : ''}" pathLength="${seats}.01" d="${arc(FIRST_RADIUS + row * ROW_GAP, HALF_SPREAD)}"/>`;
}

function arc(radius: number, halfSpread: number): string {
  const dx = radius * Math.sin(halfSpread);
  const y = (CENTRE_Y + radius * Math.cos(halfSpread)).toFixed(1);
  const [left, right] = [(WIDTH / 2 - dx).toFixed(1), (WIDTH / 2 + dx).toFixed(1)];
  return `M${left} ${y}A${radius} ${radius} 0 0 0 ${right} ${y}`;
}
