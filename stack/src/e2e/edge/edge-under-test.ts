import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  placeToken,
  readKeyRing,
  roomSessionToken,
  type Place,
  type RoomSession,
} from '@frontrow/protocol';
import { startEdge, type EdgeOptions } from '../../edge.ts';
import { createKeys, type Keys } from '../../keys.ts';
import { edgeDir } from '../../repository.ts';
import { startScriptedOrigin } from './scripted-origin.ts';

export const SHOP_PAGE = '<!doctype html><title>The shop</title>';

export type EdgeUnderTest = Awaited<ReturnType<typeof startEdgeUnderTest>>;

/** The built Worker on workerd, small stand-ins for the built pages, and a scripted origin behind it. */
export async function startEdgeUnderTest(
  options: Pick<Partial<EdgeOptions>, 'originUrl' | 'settings' | 'bindings'> & {
    keys?: Partial<Keys>;
    /** Turns the built Worker into another one. */
    changeWorker?: (source: string) => string;
  } = {},
) {
  const { settings, bindings, changeWorker = (source) => source } = options;
  const keys = { ...createKeys(), ...options.keys };
  const dir = mkdtempSync(join(tmpdir(), 'frontrow-edge-test-'));
  writePages(dir);
  const worker = join(dir, 'worker', 'worker.js');
  writeFileSync(worker, changeWorker(readFileSync(worker, 'utf8')));
  const origin = await startScriptedOrigin(options.keys?.edge === undefined ? keys : createKeys());
  const edge = await startEdge({
    originUrl: options.originUrl ?? origin.url,
    keys,
    dataDir: dir,
    log: () => undefined,
    builtDir: dir,
    ...(settings === undefined ? {} : { settings }),
    ...(bindings === undefined ? {} : { bindings }),
  });
  return {
    url: edge.url,
    origin,
    keys,
    signPlace: async (changes: Partial<Place> = {}, seconds = 600) =>
      placeToken.sign(await readKeyRing(keys.place), { ...firstPlace, ...changes }, seconds),
    signSession: async (changes: Partial<RoomSession> = {}, seconds = 300) =>
      roomSessionToken.sign(
        await readKeyRing(keys.session),
        { room: 'main', placeId: firstPlace.id, ...changes },
        seconds,
      ),
    stop: async () => {
      await Promise.all([edge.stop(), origin.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const firstPlace: Place = {
  room: 'main',
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  number: 1,
  lane: 'main',
  epoch: 1,
  aheadAtJoin: 0,
  called: false,
  ticket: null,
  promise: null,
};

function writePages(dir: string): void {
  mkdirSync(join(dir, 'client', 'assets'), { recursive: true });
  cpSync(join(edgeDir, 'dist', 'worker'), join(dir, 'worker'), { recursive: true });
  writeFileSync(join(dir, 'client', 'shop.html'), SHOP_PAGE);
  writeFileSync(join(dir, 'client', 'assets', 'shop-B9_x.js'), 'export {};');
  writeFileSync(join(dir, 'client', 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}
