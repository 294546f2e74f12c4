import { expect, it } from 'vitest';
import { readAddresses, tellAddresses } from './addresses.ts';
import { makeTempDir } from './testing/temp-dir.ts';

it('tells where a start is reached for as long as it runs', async () => {
  const dataDir = makeTempDir();
  expect(readAddresses(dataDir)).toBeUndefined();
  const addresses = { shop: 'http://localhost:8787', origin: 'http://127.0.0.1:4000' };
  const forget = tellAddresses(dataDir, addresses);
  expect(readAddresses(dataDir)).toEqual(addresses);
  await forget();
  expect(readAddresses(dataDir)).toBeUndefined();
});
