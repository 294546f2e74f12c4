import type { Layout } from '@frontrow/protocol';
import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../../i18n/language.ts';
import type { SeatOrder } from '../order/seat-order.ts';
import { startSeatMap, type SeatMapController } from './seat-map-controller.ts';

type Props = { layout: Layout; order: SeatOrder };

/** The frame of the map. Preact draws only this; the hall inside is drawn by hand, for its size. */
export function SeatMap({ layout, order }: Props) {
  const { seats } = messages.value;
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const map = useRef<SeatMapController | undefined>(undefined);

  useEffect(() => {
    if (frame.current === null || svg.current === null || tip.current === null) {
      return undefined;
    }
    const parts = { frame: frame.current, svg: svg.current, tip: tip.current };
    map.current = startSeatMap({ ...parts, layout, order });
    return () => map.current?.stop();
  }, [layout, order]);

  return (
    <div class="map">
      <div class="map-frame whole" ref={frame}>
        <svg
          ref={svg}
          class="map-svg"
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          width={layout.width}
          height={layout.height}
          role="group"
          aria-label={seats.map}
          aria-describedby="map-help"
        />
        <div class="map-tip" ref={tip} aria-hidden="true" hidden />
      </div>
      <p class="map-hint" aria-hidden="true">
        {seats.tapHint}
      </p>
      <ZoomButtons map={map} />
      <p id="map-help" class="visually-hidden">
        {seats.mapHelp}
      </p>
    </div>
  );
}

function ZoomButtons({ map }: { map: { current: SeatMapController | undefined } }) {
  const { seats } = messages.value;
  return (
    <div class="map-zoom">
      <button
        type="button"
        aria-label={seats.zoomIn}
        onClick={() => map.current?.view.zoomStep(1.6)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 4v12M4 10h12" />
        </svg>
      </button>
      <button
        type="button"
        aria-label={seats.zoomOut}
        onClick={() => map.current?.view.zoomStep(1 / 1.6)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M4 10h12" />
        </svg>
      </button>
      <button type="button" aria-label={seats.zoomReset} onClick={() => map.current?.view.reset()}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4" />
        </svg>
      </button>
    </div>
  );
}
