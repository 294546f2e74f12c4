import { layout } from '@frontrow/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLayout, rowLabel, type SectionPlan } from './build-layout.ts';

const place = fc.oneof(
  fc.constant(undefined),
  fc.record({
    kind: fc.constant('block' as const),
    x: fc.integer({ min: -50, max: 50 }),
    y: fc.integer({ min: 0, max: 50 }),
  }),
  fc.record({
    kind: fc.constant('arc' as const),
    radius: fc.integer({ min: 10, max: 60 }),
    direction: fc.integer({ min: -70, max: 70 }),
  }),
);
const plan: fc.Arbitrary<SectionPlan> = fc
  .record({
    name: fc.constantFrom('Floor', 'Balcony'),
    rows: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }),
    place,
  })
  .map(({ place, ...rest }) => (place === undefined ? rest : { ...rest, place }));
const hall = fc.array(plan, { minLength: 1, maxLength: 6 });

describe('buildLayout', () => {
  it('numbers every seat once, from 1, section by section and row by row', () => {
    fc.assert(
      fc.property(hall, (plans) => {
        const built = buildLayout(plans);
        const numbers = built.geometry.sections.flatMap(({ rows }) =>
          rows.flatMap(({ firstSeatNo, seats }) => seats.map((_, seat) => firstSeatNo + seat)),
        );

        expect(numbers).toEqual(Array.from({ length: built.seatCount }, (_, index) => index + 1));
      }),
    );
  });

  it('gives every section the unbroken range that its rows fill', () => {
    fc.assert(
      fc.property(hall, (plans) => {
        const built = buildLayout(plans);

        expect(built.sections).toEqual(
          built.geometry.sections.map(({ sectionNo, name, rows }) => ({
            sectionNo,
            name,
            firstSeatNo: rows[0]?.firstSeatNo,
            seatCount: rows.reduce((sum, { seats }) => sum + seats.length, 0),
          })),
        );
      }),
    );
  });

  it('keeps every seat inside the frame and behind the stage', () => {
    fc.assert(
      fc.property(hall, (plans) => {
        const { geometry } = buildLayout(plans);
        const seats = geometry.sections.flatMap(({ rows }) => rows.flatMap((row) => row.seats));
        for (const [x, y] of seats) {
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThan(geometry.width);
          expect(y).toBeGreaterThan(geometry.stage.y + geometry.stage.height);
          expect(y).toBeLessThan(geometry.height);
        }
      }),
    );
  });

  it('is a layout as the API speaks it', () => {
    const { seatCount, geometry } = buildLayout([{ name: 'A', rows: [3, 4] }]);

    expect(layout.parse({ id: 1, venueId: 1, seatCount, ...geometry })).toMatchObject({
      seatCount: 7,
    });
  });

  it('sets sections without a place side by side with an aisle between', () => {
    const { geometry } = buildLayout([
      { name: 'A', rows: [2] },
      { name: 'B', rows: [2] },
    ]);

    const xs = geometry.sections.flatMap(({ rows }) =>
      rows.flatMap(({ seats }) => seats.map(([x]) => x)),
    );
    expect(xs).toEqual([25, 35, 65, 75]);
  });

  it('brings the ends of an arc nearer to the stage than its middle', () => {
    const { geometry } = buildLayout([
      { name: 'A', rows: [5], place: { kind: 'arc', radius: 10, direction: 0 } },
    ]);

    const ys = geometry.sections[0]?.rows[0]?.seats.map(([, y]) => y) ?? [];
    expect(ys[0]).toBeLessThan(ys[2] ?? 0);
    expect(ys[0]).toBe(ys[4]);
  });
});

describe('rowLabel', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('calls row %i %s', (index, label) => {
    expect(rowLabel(index)).toBe(label);
  });
});
