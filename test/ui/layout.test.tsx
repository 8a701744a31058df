import { describe, expect, it } from 'vitest';
import { ActionForm, ErrorPage, Page, PunchOutPage } from '../../src/ui/index.ts';

const html = async (node: unknown): Promise<string> => String(await node);

const orders = () => (
  <Page
    locale="fr"
    title={'Commandes <b>"A"</b>'}
    audience="buyer"
    nav={[
      { href: '/buyer/orders', label: 'Commandes', current: true, count: 3 },
      { href: '/buyer/invoices', label: 'Factures', count: 0 },
    ]}
    user={{ name: 'Claire Moreau', organisation: 'Ateliers & Fils' }}
    signOutAction="/logout"
    languageHref="/language?to=en"
    breadcrumbs={[{ label: 'Achats', href: '/buyer' }, { label: 'Commandes' }]}
    flash={[{ tone: 'success', text: 'Enregistré <3' }]}
    nonce="n0nce"
  >
    <p>corps</p>
  </Page>
);

describe('a page of a signed-in area', () => {
  it('is a whole document in the reader’s language', async () => {
    const page = await html(orders());
    expect(page.startsWith('<!DOCTYPE html><html lang="fr" data-theme="comptoir">')).toBe(true);
    expect(page).toContain('<title>Commandes &lt;b&gt;&quot;A&quot;&lt;/b&gt; · Comptoir</title>');
  });

  it('escapes what people wrote', async () => {
    const page = await html(orders());
    expect(page).toContain('<h1>Commandes &lt;b&gt;&quot;A&quot;&lt;/b&gt;</h1>');
    expect(page).toContain('Ateliers &amp; Fils');
    expect(page).toContain('Enregistré &lt;3');
    expect(page).not.toContain('<b>');
  });

  it('lets the keyboard jump to its content', async () => {
    const page = await html(orders());
    expect(page).toContain('<a class="skip" href="#main">Aller au contenu</a>');
    expect(page).toContain('<main id="main"');
  });

  it('marks where the reader is and what waits', async () => {
    const page = await html(orders());
    expect(page).toContain(
      '<a href="/buyer/orders" aria-current="page">Commandes<span class="count">3</span></a>',
    );
    expect(page).toContain('<a href="/buyer/invoices">Factures</a>');
    expect(page).toContain('<span aria-current="page">Commandes</span>');
  });

  it('signs out by a form, and offers the other language by its own name', async () => {
    const page = await html(orders());
    expect(page).toContain(
      '<form method="post" action="/logout"><button type="submit">Se déconnecter</button></form>',
    );
    expect(page).toContain('lang="en" hreflang="en">English</a>');
  });

  it('carries the messages of the action before in a region that announces itself', async () => {
    expect(await html(orders())).toContain('<div id="flash" class="frame-flash" role="status">');
  });

  it('has no inline script, style or handler, and gives the nonce to its own files', async () => {
    const page = await html(orders());
    expect(page).not.toMatch(/ style=| on\w+=|<style|<script(?![^>]* src=)/);
    expect(page.match(/nonce="n0nce"/g)).toHaveLength(2);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('shows no menu of a person when nobody is signed in', async () => {
    const page = await html(<Page locale="en" title="Sign in" audience="public" />);
    expect(page).not.toContain('user-menu');
    expect(page).toContain('Skip to content');
  });
});

describe('a punch-out page', () => {
  it('names the buyer and keeps both ways back, without an account menu', async () => {
    const page = await html(
      <PunchOutPage
        locale="en"
        title="Basket"
        buyerName="Ateliers Rhône"
        cancelSlot={<ActionForm action="/p/t/cancel">Cancel</ActionForm>}
        returnSlot={
          <ActionForm action="/p/t/return" hidden={{ version: '3' }}>
            Return basket
          </ActionForm>
        }
      />,
    );
    expect(page).toContain('<small>You are shopping for</small><strong>Ateliers Rhône</strong>');
    expect(page).toContain('action="/p/t/cancel"');
    expect(page).toContain('<input type="hidden" name="version" value="3"/>');
    expect(page).not.toContain('user-menu');
  });
});

describe('an error page', () => {
  it('says what happened and the number to give to support', async () => {
    const page = await html(
      <ErrorPage
        locale="fr"
        status={403}
        title="Accès refusé"
        message="Demandez le droit."
        requestId="r-1"
      />,
    );
    expect(page).toContain('Erreur 403');
    expect(page).toContain('Requête <code>r-1</code>');
  });
});
