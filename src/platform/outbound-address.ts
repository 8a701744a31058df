import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Problem } from '../base/index.ts';

/**
 * What is not out on the internet: this machine, private networks, link-local (cloud metadata), shared and
 * documentation ranges, multicast, and IPv6's ways of writing any of them (IANA special-purpose registries).
 */
const INSIDE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  INSIDE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  INSIDE.addSubnet(network, prefix, 'ipv6');
}

/** Whether an address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !INSIDE.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Refuses an address of a partner's server that is none: not http(s), with user information, or (unless
 * inside addresses are allowed: demo and tests) an IP literal inside. Names are judged when they resolve
 * (`publicLookup`). Refuses `channel.address`.
 */
export function checkOutboundUrl(text: string, { allowInside }: { allowInside: boolean }): URL {
  const url = URL.parse(text);
  const refuse = (reason: string): never => {
    throw new Problem('channel.address', { url: text, reason });
  };
  if (!url) return refuse('it is not an absolute address');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowInside))
    return refuse('only https is allowed');
  if (url.username || url.password) return refuse('it holds a user name');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowInside && isIP(literal) !== 0 && !isPublicAddress(literal))
    return refuse('it lies inside a private network');
  return url;
}

/**
 * A lookup for `http.request` and its like that hands out public addresses only, so that the address that
 * was checked is the one that is connected to, whatever the name says a moment later (DNS rebinding).
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (!first) {
      const problem = new Problem('channel.address', {
        url: hostname,
        reason: 'it lies inside a private network',
      });
      return callback(problem as NodeJS.ErrnoException, []);
    }
    return options.all ? callback(null, open) : callback(null, first.address, first.family);
  });
};
