import { VenueLayout } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';

type SeatLabel = { sectionNo: number; section: string; row: string; seat: string };
export type SeatPosition = { seatNo: number; x: number; y: number };
type SectionRows = { rows: SeatPosition[][] };

export type LayoutIndex = {
  labelOf(seatNo: number): SeatLabel;
  /** The seats of a section, row by row; undefined when the layout has no such section. */
  section(sectionNo: number): SectionRows | undefined;
  /** The middle of the stage's edge, which everybody wants to be near to. */
  focus: { x: number; y: number };
};

/** Layouts never change, so each is read once a process; the oldest makes room for a new one. */
const KEPT_LAYOUTS = 100;

export type Layouts = ReturnType<typeof createLayouts>;

export function createLayouts() {
  const indexes = new Map<number, LayoutIndex>();

  /** `db` is the caller's transaction where there is one: a second connection could starve the pool. */
  return async function layoutIndex(db: Knex, layoutId: number): Promise<LayoutIndex> {
    const known = indexes.get(layoutId);
    if (known !== undefined) {
      return known;
    }
    const layout = await VenueLayout.query(db).findById(layoutId);
    if (layout === undefined) {
      throw new AppError('not_found', 'There is no such layout.');
    }
    const index = indexLayout(layout.geometry);
    const [oldest] = indexes.keys();
    if (oldest !== undefined && indexes.size >= KEPT_LAYOUTS) {
      indexes.delete(oldest);
    }
    indexes.set(layoutId, index);
    return index;
  };
}

function indexLayout({ sections, stage }: VenueLayout['geometry']): LayoutIndex {
  const labels = new Map<number, SeatLabel>();
  const bySection = new Map<number, SectionRows>();
  for (const { sectionNo, name, rows } of sections) {
    const positions = rows.map(({ label, firstSeatNo, seats }) =>
      seats.map(([x, y], k) => {
        const seatNo = firstSeatNo + k;
        labels.set(seatNo, { sectionNo, section: name, row: label, seat: String(k + 1) });
        return { seatNo, x, y };
      }),
    );
    bySection.set(sectionNo, { rows: positions });
  }
  return {
    labelOf(seatNo) {
      const label = labels.get(seatNo);
      if (label === undefined) {
        throw new Error(`Seat ${seatNo} is not in the layout of its schedule.`);
      }
      return label;
    },
    section: (sectionNo) => bySection.get(sectionNo),
    focus: { x: stage.x + stage.width / 2, y: stage.y + stage.height },
  };
}
