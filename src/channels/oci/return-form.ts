import { z } from 'zod';
import type { OciCharset, OciField } from '../../../punchout/index.ts';
import type { CartEncoder, PunchOutSession } from '../../domain/purchasing/index.ts';

const schema = z.object({
  charset: z.enum(['UTF-8', 'ISO-8859-1']),
  target: z.string().optional(),
});

export type ReturnForm = { readonly charset: OciCharset; readonly target?: string | undefined };

/** What the call-up said about the form that carries its basket back; kept with the visit. */
export function returnFormOf(session: Pick<PunchOutSession, 'parties'>): ReturnForm {
  const { returnForm } = session.parties as { returnForm?: unknown };
  return schema.safeParse(returnForm).data ?? { charset: 'UTF-8' };
}

/** The fields that the call-up brought for the form, in their order; HOOK_URL may name one twice. */
export function hiddenFieldsOf({ formFields }: Pick<PunchOutSession, 'formFields'>): OciField[] {
  // Visits begun before names could repeat hold an object.
  if (!Array.isArray(formFields))
    return Object.entries(formFields).map(([name, value]) => ({ name, value: String(value) }));
  return formFields.map(({ name, value }: OciField) => ({ name, value }));
}

/** An encoder whose form is posted into the frame and in the charset that the call-up named. */
export function inItsFrame(encode: CartEncoder): CartEncoder {
  return async (tx, cart) => ({ ...(await encode(tx, cart)), ...returnFormOf(cart.session) });
}
