import { createDrawOrder, eventDrawId, roomStatus } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { renderPreview } from './preview.ts';
import { SAMPLES } from './samples.ts';
import { readSituation } from './situation.ts';

describe('the samples', () => {
  it.each(Object.entries(SAMPLES))('tell of what they are named after: %s', (name, status) => {
    expect(roomStatus.parse(status)).toEqual(status);
    expect(readSituation(status)).toBe(name);
  });

  it('have a draw that can be checked', () => {
    const { draw, ticket, number } = SAMPLES.waiting;
    const key = draw !== null && 'key' in draw ? draw.key : null;
    expect(createDrawOrder(key, 4_000).rankOf(ticket?.index ?? 0) + 1).toBe(number);
    expect(draw?.id).toBe(eventDrawId(7));
  });
});

describe('renderPreview', () => {
  it('shows the theme on a page of its own', () => {
    const html = renderPreview({
      theme: { name: 'Seoul Arena', accent: '#b0124f', html: '<p>At {{position}}, {{room}}</p>' },
      language: 'ja',
    });
    expect(html).toMatch(/^<!doctype html>\n<html lang="ja">/);
    expect(html).toContain('--accent:#b0124f');
    expect(html).toContain('<span data-slot="position">1,240</span>');
    expect(html).toContain('<span data-slot="room">Seoul Arena</span>');
  });

  it('shows any situation', () => {
    expect(renderPreview({ theme: null, situation: 'sold_out' })).toContain('Sold out');
  });
});
