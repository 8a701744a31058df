type Words = { readonly subject: string; readonly text: string };

/** The message with which a person is asked to set a password and sign in. */
export function invitationMail({
  name,
  organisation,
  link,
  hours,
}: {
  name: string;
  organisation: string;
  link: string;
  hours: number;
}): Readonly<Record<'en' | 'fr', Words>> {
  return {
    en: {
      subject: `Your access to Comptoir for ${organisation}`,
      text: `Hello ${name},\n\nan account at Comptoir was opened for you at ${organisation}. Choose your password here:\n\n${link}\n\nThe link works once and for ${hours} hours. If you did not expect this message, do nothing.\n`,
    },
    fr: {
      subject: `Votre accès à Comptoir pour ${organisation}`,
      text: `Bonjour ${name},\n\nun compte Comptoir a été ouvert pour vous chez ${organisation}. Choisissez votre mot de passe ici :\n\n${link}\n\nLe lien fonctionne une seule fois et pendant ${hours} heures. Si vous n’attendiez pas ce message, ne faites rien.\n`,
    },
  };
}

/** The message for somebody who forgot the password. */
export function resetMail({
  name,
  link,
  hours,
}: {
  name: string;
  link: string;
  hours: number;
}): Readonly<Record<'en' | 'fr', Words>> {
  return {
    en: {
      subject: 'A new password for Comptoir',
      text: `Hello ${name},\n\nchoose a new password here:\n\n${link}\n\nThe link works once and for ${hours} hours. If you did not ask for it, do nothing: your password stays as it is.\n`,
    },
    fr: {
      subject: 'Un nouveau mot de passe pour Comptoir',
      text: `Bonjour ${name},\n\nchoisissez un nouveau mot de passe ici :\n\n${link}\n\nLe lien fonctionne une seule fois et pendant ${hours} heures. Si vous ne l’avez pas demandé, ne faites rien : votre mot de passe ne change pas.\n`,
    },
  };
}
