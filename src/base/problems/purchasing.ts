import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of baskets, purchase requests, approvals and orders from suites. */
export const purchasingProblems = {
  'purchasing.comparison_acknowledged': {
    http: 409,
    cxml: 409,
    en: '{by} has already acknowledged these differences.',
    fr: '{by} a déjà pris acte de ces différences.',
  },
  'purchasing.acknowledgement_note': {
    http: 422,
    cxml: 400,
    en: 'Say in the note what was found or agreed; it stays with the order.',
    fr: 'Indiquez dans la note ce qui a été constaté ou convenu ; elle reste avec la commande.',
  },
  'purchasing.session_unknown': {
    http: 410,
    cxml: 412,
    en: 'This visit is over or its address is not complete. Start again from your purchasing system.',
    fr: 'Cette visite est terminée ou son adresse est incomplète. Relancez-la depuis votre outil d’achat.',
  },
  'purchasing.session_used': {
    http: 410,
    cxml: 412,
    en: 'This start address was already used. Start again from your purchasing system.',
    fr: 'Cette adresse de départ a déjà servi. Relancez la visite depuis votre outil d’achat.',
  },
  'purchasing.return_not_encrypted': {
    http: 422,
    cxml: 400,
    en: 'Nothing can be sent to {origin}: this return address is plain http, which anybody on the way can read. Whoever looks after the connection must give an https address in BrowserFormPost (OCI: HOOK_URL).',
    fr: 'Rien ne peut être envoyé à {origin} : cette adresse de retour est en http simple, lisible par tous en chemin. Le responsable de la connexion doit donner une adresse https dans BrowserFormPost (OCI : HOOK_URL).',
  },
  'purchasing.return_nowhere': {
    http: 422,
    cxml: 400,
    en: 'Nothing can go back: your purchasing system gave no return address. What is put into a basket here reaches nobody, and the basket ends with the visit. Whoever looks after the connection must have BrowserFormPost sent with the setup.',
    fr: 'Rien ne peut repartir : votre outil d’achat n’a pas donné d’adresse de retour. Un panier rempli ici ne parvient à personne et prend fin avec la visite. Le responsable de la connexion doit faire envoyer BrowserFormPost avec la demande d’ouverture.',
  },
  'purchasing.read_only': {
    http: 403,
    cxml: 412,
    en: 'This visit is for looking only (inspect); the basket cannot be changed.',
    fr: 'Cette visite est en consultation seule (inspect) ; le panier ne peut pas être modifié.',
  },
  'purchasing.basket_closed': {
    http: 409,
    cxml: 412,
    en: 'This basket has already left; start a new one.',
    fr: 'Ce panier est déjà parti ; commencez-en un nouveau.',
  },
  'purchasing.basket_empty': {
    http: 422,
    cxml: 412,
    en: 'The basket is empty. Add a product first, or cancel the visit.',
    fr: 'Le panier est vide. Ajoutez un produit ou annulez la visite.',
  },
  'purchasing.basket_emptied': {
    http: 422,
    cxml: 412,
    en: 'You emptied a basket that had lines. Returning it deletes these lines in your purchasing system: confirm that, or cancel the visit to leave them as they are.',
    fr: 'Vous avez vidé un panier qui avait des lignes. Le renvoyer les supprimera dans votre outil d’achat : confirmez, ou annulez la visite pour les conserver.',
  },
  'purchasing.operation_not_allowed': {
    http: 409,
    cxml: 412,
    en: 'The cart of {sku} was returned with operationAllowed="{allowed}": {operation} was not offered with it. Start a new visit (create) instead.',
    fr: 'Le panier de {sku} a été renvoyé avec operationAllowed="{allowed}" : {operation} n’y est pas permis. Relancez une nouvelle visite (create).',
  },
  'purchasing.cart_unknown': {
    http: 404,
    cxml: 412,
    en: 'No ItemOut of this {operation} is a line that was returned to this buyer. Send the lines of the returned cart with their SupplierPartAuxiliaryID unchanged.',
    fr: 'Aucun ItemOut de cette demande ({operation}) n’est une ligne renvoyée à cet acheteur. Envoyez les lignes du panier renvoyé avec leur SupplierPartAuxiliaryID inchangé.',
  },
  'purchasing.not_buyable': {
    http: 409,
    cxml: 409,
    en: '{sku} can no longer be bought: take it out of the basket.',
    fr: '{sku} ne peut plus être acheté : retirez-le du panier.',
  },
  'purchasing.lines_max': {
    http: 422,
    cxml: 400,
    en: 'A basket holds at most {max} lines.',
    fr: 'Un panier contient au plus {max} lignes.',
  },
  'purchasing.order_mismatch': {
    http: 409,
    cxml: 400,
    en: 'Order {order} differs from the returned basket: {lines}',
    fr: 'La commande {order} diffère du panier renvoyé : {lines}',
  },
  'purchasing.order_exists': {
    http: 409,
    cxml: 409,
    en: 'Order {order} was already received with another payloadID; nothing was ordered twice.',
    fr: 'La commande {order} a déjà été reçue avec un autre payloadID ; rien n’a été commandé deux fois.',
  },
  'purchasing.order_empty': {
    http: 422,
    cxml: 400,
    en: 'Order {order} has no line.',
    fr: 'La commande {order} n’a aucune ligne.',
  },
  'purchasing.terms_refused': {
    http: 409,
    cxml: 402,
    en: 'This purchase cannot be accepted on any terms: {reasons}',
    fr: 'Cet achat ne peut être accepté à aucune condition : {reasons}',
  },
  'purchasing.self_approval': {
    http: 403,
    cxml: 403,
    en: 'Nobody approves their own request: ask a colleague.',
    fr: 'Personne n’approuve sa propre demande : demandez à un collègue.',
  },
  'purchasing.approval_limit': {
    http: 403,
    cxml: 403,
    en: 'This request of {amount} is above your approval limit of {limit}.',
    fr: 'Cette demande de {amount} dépasse votre limite d’approbation de {limit}.',
  },
  'purchasing.content_changed': {
    http: 409,
    cxml: 409,
    en: 'The request changed since you opened it. Read it again before you decide.',
    fr: 'La demande a changé depuis que vous l’avez ouverte. Relisez-la avant de décider.',
  },
} as const satisfies Record<string, ProblemEntry>;
