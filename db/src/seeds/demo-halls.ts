import type { SectionPlan } from '../build-layout.ts';

type DemoHall = { name: string; city: string; sections: DemoSection[] };
/** `tier` ranks the price: 0 is the dearest. */
export type DemoSection = SectionPlan & { tier: number };

/** Five invented halls, from a club to an arena of 3,000 seats. */
export const DEMO_HALLS = {
  arena: {
    name: '하늘마루 아레나 Haneulmaru Arena',
    city: '서울 Seoul',
    sections: [
      ...block({ names: ['Floor 1', 'Floor 2', 'Floor 3'], seats: [11, 13, 11], rows: 14, y: 8 }),
      ...ring({ first: 101, radius: 33, rows: 14, seats: 16, step: 31.3, sections: 5, tier: 1 }),
      ...ring({ first: 201, radius: 54, rows: 8, seats: 28, step: 31.3, sections: 5, tier: 3 }),
    ],
  },
  concertHall: {
    name: '별무리 콘서트홀 Byeolmuri Concert Hall',
    city: '부산 Busan',
    sections: [
      ...ring({ first: 1, radius: 20, rows: 16, seats: 16, step: 51, sections: 3, tier: 0 }),
      ...ring({ first: 21, radius: 42, rows: 6, seats: 30, step: 46, sections: 3, tier: 2 }),
    ],
  },
  riverHall: {
    name: '물결 아트센터 Mulgyeol Art Centre',
    city: '대전 Daejeon',
    sections: [
      ...block({ names: ['Left', 'Centre', 'Right'], seats: [9, 16, 9], rows: 16, y: 6 }),
      ...ring({ first: 31, radius: 33, rows: 5, seats: 16, step: 32, sections: 3, tier: 2 }),
    ],
  },
  theatre: {
    name: '등불 소극장 Deungbul Theatre',
    city: '인천 Incheon',
    sections: [
      ...ring({ first: 1, radius: 14, rows: 12, seats: 11, step: 51, sections: 3, tier: 0 }),
      { name: 'Balcony', rows: widening(4, 38), place: arc(31, 0), tier: 2 },
    ],
  },
  club: {
    name: '지하정원 Underground Garden',
    city: '대구 Daegu',
    sections: block({ names: ['Left', 'Right'], seats: [10, 10], rows: 12, y: 4 }),
  },
} satisfies Record<string, DemoHall>;

export type DemoHallName = keyof typeof DEMO_HALLS;

type Ring = {
  first: number;
  radius: number;
  rows: number;
  seats: number;
  step: number;
  sections: number;
  tier: number;
};

/** Sections beside each other around the stage; those straight ahead of it cost the most. */
function ring({ first, radius, rows, seats, step, sections, tier }: Ring): DemoSection[] {
  const middle = (sections - 1) / 2;
  return Array.from({ length: sections }, (_, index) => ({
    name: String(first + index),
    rows: widening(rows, seats),
    place: arc(radius, (middle - index) * -step),
    tier: Math.abs(index - middle) > 1 ? tier + 1 : tier,
  }));
}

type Block = { names: string[]; seats: number[]; rows: number; y: number };

function block({ names, seats, rows, y }: Block): DemoSection[] {
  const aisle = 2;
  const width = seats.reduce((sum, count) => sum + count + aisle, -aisle);
  let left = -width / 2;
  return names.map((name, index) => {
    const count = seats[index] ?? 0;
    const x = left + count / 2;
    left += count + aisle;
    const place = { kind: 'block' as const, x, y };
    return { name, rows: Array.from({ length: rows }, () => count), place, tier: x === 0 ? 0 : 1 };
  });
}

/** Each second row is a seat longer than the one before. */
function widening(rows: number, first: number): number[] {
  return Array.from({ length: rows }, (_, index) => first + Math.floor(index / 2));
}

function arc(radius: number, direction: number) {
  return { kind: 'arc' as const, radius, direction };
}
