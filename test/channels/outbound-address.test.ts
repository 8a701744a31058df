import { expect, it } from 'vitest';
import { post } from '../../src/channels/outbound/index.ts';
import { readConfig } from '../../src/platform/index.ts';
import { startPartner } from '../support/outside.ts';

const document = { content: Buffer.from('<cXML/>'), contentType: 'text/xml' };
const services = (env: Record<string, string>) =>
  ({ services: { config: readConfig({ env }) } }) as Parameters<typeof post>[0];

it('nothing is posted to an address inside, whatever its name says', async () => {
  const server = await startPartner(() => ({
    status: 200,
    body: 'taken',
    contentType: 'text/plain',
  }));
  try {
    const real = services({ COMPTOIR_MODE: 'production' });
    const refused = { code: 'channel.address' };
    await expect(post(real, server.url, document)).rejects.toMatchObject(refused);
    await expect(post(real, 'https://10.0.0.1/in', document)).rejects.toMatchObject(refused);
    await expect(post(real, 'https://localhost:1/in', document)).rejects.toMatchObject(refused);
    expect(server.received).toHaveLength(0);
    const demo = services({ COMPTOIR_MODE: 'demo' });
    expect((await post(demo, server.url, document)).status).toBe(200);
    // The installation's own settings may name a server inside.
    expect((await post(real, server.url, { ...document, from: 'settings' })).status).toBe(200);
    expect(server.received).toHaveLength(2);
  } finally {
    await server.stop();
  }
});
