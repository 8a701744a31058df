import type { Change, SuiteProfile } from '../../../punchout/index.ts';
import type { CartPreview, CartPreviewer } from '../../domain/purchasing/index.ts';
import { shapedCart } from './cart.ts';
import { ShapeChanges } from './changes.tsx';

/** Faithful words for the same thing: nothing is lost, so a profile may let them pass unseen. */
function isLoss({ kind, reason }: Change): boolean {
  return kind !== 'mapped' && reason !== 'cut_long_text';
}

function verdict(
  changes: readonly Change[],
  { return: { preview } }: SuiteProfile,
): CartPreview['verdict'] {
  if (changes.some(({ kind }) => kind === 'refused')) return 'refused';
  const weighed = preview === 'changes' ? changes : changes.filter(isLoss);
  return weighed.length > 0 && preview !== 'never' ? 'changes' : 'as_it_is';
}

/** What the visit's suite will make of the basket, by the connection's settings as they are now. */
export const cartPreview: CartPreviewer = async (tx, { session, currency, lines, locale }) => {
  const { profile, shaped } = await shapedCart(tx, { session, currency, lines });
  return {
    verdict: verdict(shaped.changes, profile),
    body: (
      <ShapeChanges
        shaped={shaped}
        lines={lines.map(({ position, description }) => ({ position, description }))}
        suite={session.suite || profile.label}
        locale={locale}
      />
    ),
  };
};
