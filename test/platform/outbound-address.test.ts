import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/index.ts';
import { checkOutboundUrl, isPublicAddress, publicLookup } from '../../src/platform/index.ts';

const verdict = (text: string, allowInside = false): string => {
  try {
    return checkOutboundUrl(text, { allowInside }).href;
  } catch (error) {
    if (error instanceof Problem && error.code === 'channel.address')
      return String(error.params.reason);
    throw error;
  }
};
const INSIDE = 'it lies inside a private network';

describe('the address of a partner’s server', () => {
  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://10.1.2.3/',
    'https://172.31.255.255/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://192.0.2.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[ff02::1]/',
  ])('%s is inside', (text) => {
    expect(verdict(text)).toBe(INSIDE);
  });

  it.each([
    ['http://suite.example.com/', 'only https is allowed'],
    ['ftp://suite.example.com/', 'only https is allowed'],
    ['file:///etc/passwd', 'only https is allowed'],
    ['https://user:pass@suite.example.com/', 'it holds a user name'],
    ['suite.example.com', 'it is not an absolute address'],
    ['https://93.184.215.14/in', 'https://93.184.215.14/in'],
    ['https://[2606:2800:220:1::]/in', 'https://[2606:2800:220:1::]/in'],
    ['https://suite.example.com:8443/in', 'https://suite.example.com:8443/in'],
  ])('%s: %s', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });

  it('may be inside where the installation allows it, for the demo and tests', () => {
    expect(verdict('http://127.0.0.1:9/in', true)).toBe('http://127.0.0.1:9/in');
  });

  it('is judged when its name resolves, so that no name leads inside', async () => {
    const resolve = promisify(publicLookup) as (name: string, options: object) => Promise<unknown>;
    await expect(resolve('localhost', {})).rejects.toMatchObject({ code: 'channel.address' });
    await expect(resolve('localhost', { all: true })).rejects.toThrow(INSIDE);
    expect(await resolve('93.184.215.14', {})).toBe('93.184.215.14');
    expect(isPublicAddress('not an address')).toBe(false);
  });
});
