import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals about offers, prices, quantities and search. */
export const catalogueProblems = {
  'catalogue.quantity_not_positive': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: '{sku}: the quantity {quantity} is not above zero; order at least {nearest} {unit}.',
    fr: '{sku} : la quantité {quantity} n’est pas supérieure à zéro ; commandez au moins {nearest} {unit}.',
  },
  'catalogue.quantity_below_minimum': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: '{sku}: {quantity} is below the seller’s minimum of {minimum} {unit}; order at least {nearest}.',
    fr: '{sku} : {quantity} est inférieur au minimum du vendeur, {minimum} {unit} ; commandez au moins {nearest}.',
  },
  'catalogue.quantity_indivisible': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: '{sku} is sold in whole units ({unit}), not {quantity}; nearest quantities: {nearest}.',
    fr: '{sku} se vend par unités entières ({unit}), pas {quantity} ; quantités les plus proches : {nearest}.',
  },
  'catalogue.quantity_not_multiple': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: '{sku} is sold in multiples of {step} {unit}, not {quantity}; nearest quantities: {nearest}.',
    fr: '{sku} se vend par multiples de {step} {unit}, pas {quantity} ; quantités les plus proches : {nearest}.',
  },
  'catalogue.cursor_invalid': {
    http: 422,
    cxml: 400,
    en: 'The page mark “{after}” is not one of this list; start again from the first page.',
    fr: 'Le repère de page « {after} » n’appartient pas à cette liste ; repartez de la première page.',
  },
  'catalogue.price_invalid': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: 'Price {price}: enter a price above zero with at most six decimals.',
    fr: 'Prix {price} : saisissez un prix supérieur à zéro, avec six décimales au plus.',
  },
  'catalogue.breaks_invalid': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: 'Price break from {from}: each break needs a larger quantity and a lower price than the one before it.',
    fr: 'Tarif à partir de {from} : chaque palier demande une quantité plus grande et un prix plus bas que le précédent.',
  },
  'catalogue.stock_invalid': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: 'Stock {stock}: enter zero or more, with at most six decimals.',
    fr: 'Stock {stock} : saisissez zéro ou plus, avec six décimales au plus.',
  },
  'catalogue.lead_days_invalid': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: 'Lead time {days}: enter whole days from 0 to 365.',
    fr: 'Délai {days} : saisissez des jours entiers, de 0 à 365.',
  },
  'catalogue_file.busy': {
    http: 409,
    cxml: 409,
    edi: 12,
    en: 'Your catalogue file {file} is still being read; send the next one when it is done.',
    fr: 'Votre fichier catalogue {file} est encore en cours de lecture ; envoyez le suivant quand il sera terminé.',
  },
  'catalogue.contract_over': {
    http: 409,
    cxml: 409,
    en: 'Condition {reference} ended on {until} and can no longer be accepted; ask the buyer for a new one.',
    fr: 'La condition {reference} a pris fin le {until} et ne peut plus être acceptée ; demandez-en une nouvelle à l’acheteur.',
  },
} as const satisfies Record<string, ProblemEntry>;
