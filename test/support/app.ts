import { createApp } from '../../src/app.tsx';
import type { Services } from '../../src/platform/index.ts';

export type Browser = {
  readonly get: (path: string) => Promise<Response>;
  readonly post: (path: string, form: Record<string, string>) => Promise<Response>;
};

/** The product's app without a port, and browsers that are signed in to it. */
export function testApp(services: Services): {
  request: (path: string, init?: RequestInit) => Promise<Response>;
  signIn: (email: string) => Promise<Browser>;
} {
  const app = createApp(services);
  const origin = 'http://localhost';
  const request = async (path: string, init?: RequestInit): Promise<Response> =>
    app.request(`${origin}${path}`, init);
  return {
    request,
    signIn: async (email) => {
      const answer = await request('/login', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: new URLSearchParams({ email, password: 'demo' }).toString(),
      });
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      return {
        get: (path) => request(path, { headers: { cookie, accept: 'text/html' } }),
        post: (path, form) =>
          request(path, {
            method: 'POST',
            headers: {
              cookie,
              origin,
              accept: 'text/html',
              'content-type': 'application/x-www-form-urlencoded',
            },
            body: new URLSearchParams(form).toString(),
          }),
      };
    },
  };
}
