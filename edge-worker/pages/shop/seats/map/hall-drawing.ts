import type { Layout, ScheduleDetail } from '@frontrow/protocol';
import { formatPoints } from '../../i18n/format.ts';
import { messages } from '../../i18n/language.ts';
import { tierOf } from '../price-tier.ts';
import { svgElement } from './svg-element.ts';

const LABEL_PX = 15;
const LEAST_LABEL_PX = 7;
/** From the front row to the section's name, in tenths of a seat width. */
const LABEL_DISTANCE = 13;

/** The stage, with its name. */
export function drawStage({ stage }: Layout): SVGGElement {
  const group = svgElement('g', { class: 'stage', 'aria-hidden': 'true' });
  const { x, y, width, height } = stage;
  const rect = svgElement('rect', { x, y, width, height, rx: Math.min(height / 2, 10) });
  const text = svgElement('text', { x: x + width / 2, y: y + height / 2 });
  text.setAttribute('font-size', String(Math.min(height * 0.5, 26)));
  text.append(messages.value.seats.stage);
  group.append(rect, text);
  return group;
}

/** One section with a circle for each seat; the circles are entered in `circles`. */
export function drawSection(
  section: Layout['sections'][number],
  schedule: ScheduleDetail,
  circles: Map<number, SVGCircleElement>,
): SVGGElement {
  const price = schedule.sections.find(({ sectionNo }) => sectionNo === section.sectionNo)?.price;
  const tier = tierOf(schedule, price ?? 0);
  const group = svgElement('g', { class: `section tier-${tier}`, role: 'group' });
  const label = messages.value.seats.sectionLabel(section.name, formatPoints(price ?? 0));
  group.setAttribute('aria-label', label);
  for (const { label, firstSeatNo, seats } of section.rows) {
    seats.forEach(([x, y], k) => {
      const seatNo = firstSeatNo + k;
      const circle = svgElement('circle', { cx: x, cy: y, role: 'checkbox', tabindex: -1 });
      circle.dataset.seat = String(seatNo);
      circles.set(seatNo, circle);
      group.append(circle);
    });
    group.append(drawRowLabel(label, seats[0]));
  }
  group.append(drawNearLabel(section));
  return group;
}

/** The section's name before its front row, once seats can be told apart. */
function drawNearLabel({ name, rows }: Layout['sections'][number]): SVGTextElement {
  const [frontX, frontY] = middleOf(rows[0]);
  const [backX, backY] = middleOf(rows.at(-1));
  const depth = Math.hypot(frontX - backX, frontY - backY);
  const [aheadX, aheadY] =
    depth === 0 ? [0, -1] : [(frontX - backX) / depth, (frontY - backY) / depth];
  const text = svgElement('text', {
    class: 'near-label',
    x: frontX + aheadX * LABEL_DISTANCE,
    y: frontY + aheadY * LABEL_DISTANCE,
    'aria-hidden': 'true',
  });
  text.append(name);
  return text;
}

function middleOf(row: Layout['sections'][number]['rows'][number] | undefined): [number, number] {
  return row?.seats[Math.floor(row.seats.length / 2)] ?? [0, 0];
}

function drawRowLabel(label: string, first: readonly [number, number] | undefined) {
  const [x, y] = first ?? [0, 0];
  const text = svgElement('text', { class: 'row-label', x: x - 8, y, 'aria-hidden': 'true' });
  text.append(label);
  return text;
}

/** Names in the middle of the sections, while seats are too small to be told apart. */
export function drawFarLabels({ sections }: Layout): SVGGElement {
  const group = svgElement('g', { class: 'far-labels', 'aria-hidden': 'true' });
  for (const { name, rows } of sections) {
    const points = rows.flatMap(({ seats }) => seats);
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const text = svgElement('text', {
      x: (Math.min(...xs) + Math.max(...xs)) / 2,
      y: (Math.min(...ys) + Math.max(...ys)) / 2,
    });
    text.append(name);
    text.dataset.largest = String((Math.max(...xs) - Math.min(...xs) + 10) / (name.length * 0.62));
    group.append(text);
  }
  return group;
}

/** Keeps the names at a readable size on the screen, but never wider than their section. */
export function sizeFarLabels(svg: SVGSVGElement, scale: number): void {
  for (const text of svg.querySelectorAll<SVGTextElement>('.far-labels text')) {
    const size = Math.min(LABEL_PX / scale, Number(text.dataset.largest));
    text.style.fontSize = `${size}px`;
    text.style.visibility = size * scale < LEAST_LABEL_PX ? 'hidden' : '';
  }
}

/** A check on each chosen seat: colour alone is not enough for everybody. */
export function drawMark({ x, y }: { x: number; y: number }): SVGPathElement {
  return svgElement('path', { d: `M${x - 2.1} ${y}l1.6 1.7 2.7-3.4` });
}
