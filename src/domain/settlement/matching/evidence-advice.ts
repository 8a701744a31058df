import { formatMoney } from '../../../base/index.ts';
import type { Evidence } from '../entities.ts';

function evidence(code: string, weight: number, en: string, fr: string): Evidence {
  return { code, weight, en, fr };
}

export const adviceNamed = (number: string, lines: number): Evidence =>
  evidence(
    'remittance_advice',
    75,
    `The payment bears the reference of the buyer’s remittance advice ${number} and is its total to the cent: ${lines === 1 ? 'its line says' : `its ${lines} lines say`} what is paid.`,
    `Le virement porte la référence de l’avis de paiement ${number} et en est le total au centime : ${lines === 1 ? 'sa ligne dit' : `ses ${lines} lignes disent`} ce qui est payé.`,
  );

export const adviceOfPayer = (number: string, lines: number): Evidence =>
  evidence(
    'remittance_advice',
    60,
    `The payment is the total of the buyer’s remittance advice ${number} to the cent: ${lines === 1 ? 'its line says' : `its ${lines} lines say`} what is paid.`,
    `Le virement est le total au centime de l’avis de paiement ${number} de l’acheteur : ${lines === 1 ? 'sa ligne dit' : `ses ${lines} lignes disent`} ce qui est payé.`,
  );

export const adviceDeducts = (invoice: string, minor: bigint, currency: string): Evidence => {
  const amount = { minor, currency };
  return evidence(
    'advice_deduction',
    0,
    `The buyer deducts ${formatMoney(amount, 'en')} from ${invoice}; it stays open there.`,
    `L’acheteur déduit ${formatMoney(amount, 'fr')} de ${invoice} ; ce montant y reste dû.`,
  );
};

export const adviceUnclear = (numbers: readonly string[]): Evidence => {
  const listed = numbers.slice(0, 4).join(', ');
  return evidence(
    'advice_unclear',
    -30,
    listed
      ? `The advice names what is not open for that amount: ${listed}.`
      : 'The lines of the advice do not come to its total.',
    listed
      ? `L’avis mentionne ce qui n’est pas dû pour ce montant : ${listed}.`
      : 'Les lignes de l’avis ne correspondent pas à son total.',
  );
};
