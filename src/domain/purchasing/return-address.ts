import { Problem } from '../../base/index.ts';
import type { Config } from '../../platform/index.ts';

/** Whether an address names the machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/**
 * Whether a basket may be posted to an address: https; plain http only on loopback where the installation
 * allows it for tests, and to the installation's own pages (the workbench's virtual buyer). `SAPEVENT:` never
 * leaves SAP's own window; whether it is allowed is the profile's word. A setup over a connection in test mode
 * may name a plain http placeholder, but prices and names of people do not travel there.
 */
export function isPostable(
  address: string,
  { allowLoopbackHttp, publicUrl }: Pick<Config, 'allowLoopbackHttp' | 'publicUrl'>,
): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'http:') return true;
  return (isLoopback(url) && allowLoopbackHttp) || url.origin === URL.parse(publicUrl)?.origin;
}

/**
 * Why nothing of a visit can go back, to show and to throw: its setup named no address (inspect and trials of some
 * suites have none), or one in plain http. Undefined where it can.
 */
export function returnRefusal(
  { browserFormPost }: { readonly browserFormPost?: string | null | undefined },
  config: Pick<Config, 'allowLoopbackHttp' | 'publicUrl'>,
): Problem | undefined {
  if (!browserFormPost) return new Problem('purchasing.return_nowhere');
  if (isPostable(browserFormPost, config)) return undefined;
  // The origin is enough to find it by; what stands behind it may be a key.
  const { origin } = new URL(browserFormPost);
  return new Problem('purchasing.return_not_encrypted', { origin });
}
