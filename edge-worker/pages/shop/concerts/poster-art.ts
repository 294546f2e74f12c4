/** What a poster is drawn from: shapes in a 300 × 400 box and three colours. */
export type PosterArt = { ground: string; deep: string; shapes: Shape[] };
export type Shape =
  | { kind: 'circle'; cx: number; cy: number; r: number; fill: string; opacity: number }
  | {
      kind: 'ring';
      cx: number;
      cy: number;
      r: number;
      width: number;
      stroke: string;
      opacity: number;
    }
  | { kind: 'path'; d: string; fill: string; opacity: number };

type Palette = { ground: string; deep: string; bright: string; warm: string; pale: string };
type Random = () => number;

const WIDTH = 300;
const HEIGHT = 400;
const MOTIFS = [drawRings, drawBeams, drawBars, drawHills, drawDots, drawRibbons];

/** The same concert always gets the same poster; neighbours in the list get different ones. */
export function createPosterArt(concertId: number, hue: number): PosterArt {
  const random = createRandom(concertId * 7919 + hue);
  const palette = createPalette(hue, random);
  const draw = MOTIFS[concertId % MOTIFS.length] ?? drawRings;
  return { ground: palette.ground, deep: palette.deep, shapes: draw(palette, random) };
}

function createPalette(hue: number, random: Random): Palette {
  const turn = random() < 0.5 ? 52 : 308;
  // Greens and yellows look loud where blues and reds of the same saturation look calm.
  const calm = hue > 45 && hue < 175 ? 0.68 : 1;
  const hsl = (h: number, s: number, l: number) =>
    `hsl(${Math.round(h) % 360} ${Math.round(s * calm)}% ${l}%)`;
  return {
    ground: hsl(hue, 58, 32),
    deep: hsl(hue + 8, 62, 14),
    bright: hsl(hue + turn, 78, 64),
    warm: hsl(hue + 180 + turn / 4, 78, 66),
    pale: hsl(hue, 70, 88),
  };
}

/** Mulberry32: small, and the same in every browser. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function times<T>(count: number, make: (k: number) => T): T[] {
  return Array.from({ length: count }, (_, k) => make(k));
}

function drawRings({ bright, warm, pale }: Palette, random: Random): Shape[] {
  const cx = 70 + random() * 160;
  const cy = 90 + random() * 90;
  const rings = times(7, (k): Shape => {
    const stroke = k % 3 === 1 ? warm : k % 3 === 2 ? pale : bright;
    return { kind: 'ring', cx, cy, r: 26 + k * 27, width: 9, stroke, opacity: 0.95 - k * 0.11 };
  });
  return [...rings, { kind: 'circle', cx, cy, r: 15, fill: warm, opacity: 1 }];
}

function drawBeams({ bright, warm, pale }: Palette, random: Random): Shape[] {
  const beams = times(6, (k): Shape => {
    const top = 20 + k * 52 + random() * 20;
    const foot = 150 + (top - 150) * 2.1 + (random() - 0.5) * 80;
    const spread = 26 + random() * 46;
    const d = `M${top} -10 L${foot - spread} 330 L${foot + spread} 330 Z`;
    return { kind: 'path', d, fill: [bright, warm, pale][k % 3] ?? bright, opacity: 0.34 };
  });
  const lamps = times(6, (k): Shape => {
    return { kind: 'circle', cx: 25 + k * 50, cy: 8, r: 7, fill: pale, opacity: 0.9 };
  });
  return [...beams, ...lamps];
}

function drawBars({ bright, warm }: Palette, random: Random): Shape[] {
  const phase = random() * 6;
  return times(19, (k): Shape => {
    const half = 16 + Math.abs(Math.sin(k * 0.47 + phase)) * 80 + random() * 28;
    const x = 12 + k * 14.8;
    const d = `M${x} ${150 - half} h8 v${half * 2} h-8 Z`;
    return { kind: 'path', d, fill: k % 5 === 2 ? warm : bright, opacity: 0.55 + random() * 0.45 };
  });
}

function drawHills({ bright, warm, deep }: Palette, random: Random): Shape[] {
  const sun: Shape = {
    kind: 'circle',
    cx: 80 + random() * 140,
    cy: 110 + random() * 30,
    r: 62 + random() * 20,
    fill: warm,
    opacity: 0.95,
  };
  const hills = times(4, (k): Shape => {
    const y = 150 + k * 42;
    const lift = 46 + random() * 50;
    const d = `M0 ${y} C${60 + random() * 60} ${y - lift} ${150 + random() * 60} ${y + lift} ${WIDTH} ${y - 16} V${HEIGHT} H0 Z`;
    return { kind: 'path', d, fill: k % 2 === 0 ? bright : deep, opacity: 0.38 + k * 0.1 };
  });
  return [sun, ...hills];
}

function drawDots({ bright, warm, pale }: Palette, random: Random): Shape[] {
  const fx = random() * 9;
  const fy = random() * 9;
  return times(117, (k): Shape => {
    const column = k % 9;
    const line = Math.floor(k / 9);
    const size = (Math.hypot(column - fx, line - fy) * 1.3) % 7;
    const fill = size > 5 ? warm : size > 2.5 ? bright : pale;
    return {
      kind: 'circle',
      cx: 22 + column * 32,
      cy: 18 + line * 24,
      r: 2.4 + size * 1.3,
      fill,
      opacity: 0.85,
    };
  });
}

function drawRibbons({ bright, warm, pale }: Palette, random: Random): Shape[] {
  const sway = 70 + random() * 60;
  return times(6, (k): Shape => {
    const x = -60 + k * 62;
    const d = `M${x} -10 C${x + sway} 90 ${x - sway} 190 ${x + 60} 320 h34 C${x - sway + 44} 190 ${x + sway + 44} 90 ${x + 40} -10 Z`;
    return { kind: 'path', d, fill: [bright, pale, warm][k % 3] ?? bright, opacity: 0.62 };
  });
}
