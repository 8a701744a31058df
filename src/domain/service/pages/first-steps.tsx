import { type Locale, say, type Text } from '../../../base/index.ts';
import { Icon, LinkButton, Panel } from '../../../ui/index.ts';
import { type FirstStep, type FirstSteps, firstSteps } from '../queries/index.ts';

type StepWords = {
  readonly title: Text;
  readonly text: Text;
  readonly action: Text;
  /** Where it is done; undefined while the step before it is open. */
  readonly href: (found: FirstSteps) => string | undefined;
};

const at = (id: string | undefined, panel: string): string | undefined =>
  id && `/operator/partners/${id}#${panel}`;

const OPEN: Text = { en: 'Open its page', fr: 'Ouvrir sa fiche' };

const WORDS: Readonly<Record<FirstStep, StepWords>> = {
  identity: {
    title: { en: 'Your own identity', fr: 'Votre propre identité' },
    text: {
      en: 'On your company’s page: a cXML connection and the identity that buyers write in To.',
      fr: 'Sur la fiche de votre société : une connexion cXML et l’identité que les acheteurs écrivent dans To.',
    },
    action: { en: 'Open your page', fr: 'Ouvrir votre fiche' },
    href: ({ operatorId }) => at(operatorId, 'new-connection'),
  },
  seller: {
    title: { en: 'Enter a seller', fr: 'Saisir un vendeur' },
    text: {
      en: 'Its company, VAT and bank account.',
      fr: 'Sa société, sa TVA et son compte bancaire.',
    },
    action: { en: 'Enter a seller', fr: 'Saisir un vendeur' },
    href: () => '/operator/partners/new?kind=seller',
  },
  mandate: {
    title: { en: 'Record its mandate to invoice', fr: 'Enregistrer son mandat de facturation' },
    text: {
      en: 'Without it nothing of its sales is invoiced.',
      fr: 'Sans lui, aucune de ses ventes n’est facturée.',
    },
    action: OPEN,
    href: ({ sellerId }) => at(sellerId, 'mandate'),
  },
  people: {
    title: { en: 'Invite the seller’s people', fr: 'Inviter les personnes du vendeur' },
    text: {
      en: 'They answer orders and send the catalogue.',
      fr: 'Elles répondent aux commandes et envoient le catalogue.',
    },
    action: OPEN,
    href: ({ sellerId }) => at(sellerId, 'people'),
  },
  offers: {
    title: { en: 'Have its catalogue sent', fr: 'Faire envoyer son catalogue' },
    text: {
      en: 'The seller’s person uploads a CIF or Index file under Catalogue files.',
      fr: 'La personne du vendeur dépose un fichier CIF ou Index sous Fichiers catalogue.',
    },
    action: { en: 'See catalogue files', fr: 'Voir les fichiers catalogue' },
    href: ({ sellerId }) => sellerId && '/operator/catalogue-files',
  },
  buyer: {
    title: { en: 'Enter a buyer', fr: 'Saisir un acheteur' },
    text: { en: 'Its company and its address.', fr: 'Sa société et son adresse.' },
    action: { en: 'Enter a buyer', fr: 'Saisir un acheteur' },
    href: () => '/operator/partners/new?kind=buyer',
  },
  suite: {
    title: { en: 'Connect its purchasing suite', fr: 'Connecter son outil d’achat' },
    text: {
      en: 'A connection with its suite, an identity and a shared secret; then share the workbench with its integrator.',
      fr: 'Une connexion avec son outil, une identité et un secret partagé ; puis partagez le banc d’essai avec son intégrateur.',
    },
    action: OPEN,
    href: ({ buyerId }) => at(buyerId, 'new-connection'),
  },
  address: {
    title: { en: 'Add its delivery addresses', fr: 'Ajouter ses adresses de livraison' },
    text: {
      en: 'With the codes that the suite writes in orders.',
      fr: 'Avec les codes que l’outil écrit dans les commandes.',
    },
    action: OPEN,
    href: ({ buyerId }) => at(buyerId, 'places'),
  },
  limit: {
    title: { en: 'Set its credit limit', fr: 'Fixer son plafond de crédit' },
    text: {
      en: 'Without one every order is to be paid in advance.',
      fr: 'Sans plafond, chaque commande se paie d’avance.',
    },
    action: { en: 'Set a limit', fr: 'Fixer un plafond' },
    href: ({ buyerId }) => buyerId && `/operator/credit/${buyerId}`,
  },
  visit: {
    title: { en: 'Let the suite punch out', fr: 'Laisser l’outil se connecter' },
    text: {
      en: 'The first visit or order shows here by itself; its documents stand under Documents.',
      fr: 'La première visite ou commande s’affiche d’elle-même ; ses documents sont sous Échanges.',
    },
    action: { en: 'See documents', fr: 'Voir les échanges' },
    href: ({ buyerId }) => buyerId && '/operator/exchanges',
  },
};

function Mark({ done }: { done: boolean }) {
  return (
    <span class={`mt-0.5 shrink-0 ${done ? 'text-success' : 'muted'}`} aria-hidden="true">
      {done ? (
        <Icon name="check" size={18} />
      ) : (
        <svg width="18" height="18" viewBox="0 0 16 16" fill="none" stroke="currentColor">
          <circle cx="8" cy="8" r="5.5" stroke-width="1.4" />
        </svg>
      )}
    </span>
  );
}

/** What is to be done first in a new installation, each with the page it is done on. */
export function FirstStepsPanel({ found, locale }: { found: FirstSteps; locale: Locale }) {
  const t = say(locale);
  const open = firstSteps.filter((step) => !found.done[step]);
  const next = open.find((step) => WORDS[step].href(found));
  return (
    <Panel id="first-steps" title={t('First steps', 'Premiers pas')}>
      <p class="muted">
        {t(
          `${firstSteps.length - open.length} of ${firstSteps.length} done. This list leaves when all of them are.`,
          `${firstSteps.length - open.length} sur ${firstSteps.length} faits. Cette liste disparaît quand tous le sont.`,
        )}
      </p>
      <ol>
        {firstSteps.map((step) => {
          const { title, text, action, href } = WORDS[step];
          const done = found.done[step];
          const where = href(found);
          return (
            <li class="flex flex-wrap items-start gap-3 border-b border-base-300 py-2.5 last:border-0">
              <Mark done={done} />
              <div class="min-w-0 flex-1">
                <strong>{title[locale]}</strong>
                <span class="sr-only">: {done ? t('done', 'fait') : t('to do', 'à faire')}</span>
                {done ? null : <p class="field-hint">{text[locale]}</p>}
              </div>
              {done || !where ? null : (
                <LinkButton kind={step === next ? 'primary' : 'quiet'} size="sm" href={where}>
                  {action[locale]}
                  <span class="sr-only">: {title[locale]}</span>
                </LinkButton>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
