import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

describe('signing in', () => {
  it('opens the area of the person’s organisation and no other', async () => {
    const browser = await testApp(db.services()).signIn('finance@comptoir.test');
    const home = await browser.get('/home');
    expect(home.headers.get('location')).toBe('/operator/reconciliation');
    expect((await browser.get('/buyer/shop')).status).toBe(403);
    const operator = await testApp(db.services()).signIn('operator@comptoir.test');
    expect((await operator.get('/home')).headers.get('location')).toBe('/operator');
  });

  it('refuses a wrong password and an unknown address in the same words', async () => {
    const app = testApp(db.services());
    const attempt = async (email: string) => {
      const answer = await app.request('/login', {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'http://localhost',
          accept: 'text/html',
        },
        body: new URLSearchParams({ email, password: 'wrong' }).toString(),
      });
      return { status: answer.status, alert: /do not match an account/.test(await answer.text()) };
    };
    expect(await attempt('finance@comptoir.test')).toEqual({ status: 401, alert: true });
    expect(await attempt('nobody@comptoir.test')).toEqual({ status: 401, alert: true });
  });

  it('refuses a form that another site posts', async () => {
    const answer = await testApp(db.services()).request('/login', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://evil.example',
        accept: 'application/json',
      },
      body: 'email=a&password=b',
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'request.csrf' });
  });

  it('sends who is not signed in to the sign-in page and back', async () => {
    const answer = await testApp(db.services()).request('/operator/reconciliation', {
      headers: { accept: 'text/html' },
    });
    expect(answer.headers.get('location')).toBe('/login?next=%2Foperator%2Freconciliation');
  });

  it('answers the eleventh guess in a quarter of an hour without looking, also for the right password', async () => {
    const app = testApp(db.services());
    const guess = async (password: string) =>
      (
        await app.request('/login', {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            origin: 'http://localhost',
            accept: 'text/html',
          },
          body: new URLSearchParams({ email: 'buyer@petit.test', password }).toString(),
        })
      ).status;
    const guesses = await Promise.all(Array.from({ length: 10 }, () => guess('wrong')));
    expect(new Set(guesses)).toEqual(new Set([401]));
    expect(await guess('demo')).toBe(429);
    db.clock.advance({ minutes: 16 });
    expect(await guess('demo')).toBe(303);
  });
});
