import type { ConcertSummary } from '@frontrow/protocol';
import { useId } from 'preact/hooks';
import { messages } from '../i18n/language.ts';
import { createPosterArt, type Shape } from './poster-art.ts';

type Props = { concert: Pick<ConcertSummary, 'id' | 'posterHue' | 'title' | 'artist'> };

/** Art above, names below on a shade, so that they are readable on every motif. */
export function Poster({ concert }: Props) {
  const art = createPosterArt(concert.id, concert.posterHue);
  const shade = `shade-${useId()}`;
  return (
    <div
      class="poster"
      role="img"
      aria-label={messages.value.concerts.posterOf(concert.title, concert.artist)}
    >
      <svg viewBox="0 0 300 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <defs>
          <linearGradient id={shade} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0.4" stop-color={art.deep} stop-opacity="0" />
            <stop offset="0.72" stop-color={art.deep} stop-opacity="0.88" />
            <stop offset="1" stop-color={art.deep} />
          </linearGradient>
        </defs>
        <rect width="300" height="400" fill={art.ground} />
        {art.shapes.map((shape, k) => (
          <PosterShape key={k} shape={shape} />
        ))}
        <rect width="300" height="400" fill={`url(#${shade})`} />
      </svg>
      <div class="poster-names" aria-hidden="true">
        <span class="poster-artist">{concert.artist}</span>
        <span class="poster-title">{concert.title}</span>
      </div>
    </div>
  );
}

function PosterShape({ shape }: { shape: Shape }) {
  if (shape.kind === 'path') {
    return <path d={shape.d} fill={shape.fill} opacity={shape.opacity} />;
  }
  const { cx, cy, r, opacity } = shape;
  if (shape.kind === 'circle') {
    return <circle cx={cx} cy={cy} r={r} fill={shape.fill} opacity={opacity} />;
  }
  return (
    <circle
      cx={cx}
      cy={cy}
      r={r}
      fill="none"
      stroke={shape.stroke}
      stroke-width={shape.width}
      opacity={opacity}
    />
  );
}
