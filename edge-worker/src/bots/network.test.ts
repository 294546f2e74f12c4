import { describe, expect, it } from 'vitest';
import { networkOf } from './network.ts';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['203.0.113.255', '203.0.113.0/24'],
    ['::ffff:203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:1234:5678:9abc:def0:1:2', '2001:db8:1234::/48'],
    ['2001:0DB8:1234:ffff::1', '2001:db8:1234::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['2001:db8:0:1::', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each(['unknown', '', '2001:db8', '1::2::3', '1:2:3:4:5:6:7:8:9', '12345::', ':', '....'])(
    'is not known of "%s"',
    (address) => {
      expect(networkOf(address)).toBeUndefined();
    },
  );
});
