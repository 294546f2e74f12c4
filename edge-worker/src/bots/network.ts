import { UNKNOWN_CLIENT_IP } from '@frontrow/protocol';

const MAPPED_IPV4 = /^::ffff:(?<ipv4>\d+\.\d+\.\d+\.\d+)$/i;
const IPV4 = /^(?<network>(?:\d{1,3}\.){3})\d{1,3}$/;
const GROUPS = 8;

/**
 * The network of an address: an IPv4 /24, or an IPv6 /48, which is what one customer gets. Undefined for an
 * address that the edge was not told: they must not count as one network that all share.
 */
export function networkOf(clientIp: string): string | undefined {
  if (clientIp === UNKNOWN_CLIENT_IP) {
    return undefined;
  }
  const ipv4 = MAPPED_IPV4.exec(clientIp)?.groups?.['ipv4'] ?? clientIp;
  const network = IPV4.exec(ipv4)?.groups?.['network'];
  return network === undefined ? ipv6Network(clientIp) : `${network}0/24`;
}

function ipv6Network(address: string): string | undefined {
  const [left, right, ...rest] = address.toLowerCase().split('::');
  if (left === undefined || rest.length > 0) {
    return undefined;
  }
  const head = groupsOf(left);
  const tail = groupsOf(right ?? '');
  const missing = GROUPS - head.length - tail.length;
  const isWhole = right === undefined ? missing === 0 : missing > 0;
  const groups = [...head, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...tail];
  return isWhole && groups.every((group) => /^[\da-f]{1,4}$/.test(group))
    ? `${groups.slice(0, 3).map(withoutZeros).join(':')}::/48`
    : undefined;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

/** One network, however its address is written. */
function withoutZeros(group: string): string {
  return group.replace(/^0+(?=.)/, '');
}
