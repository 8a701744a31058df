export type HtmlForm = {
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
};

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, dec, hex, name) => {
    if (dec) return String.fromCodePoint(Number(dec));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[String(name).toLowerCase()] ?? whole;
  });
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = [...tag.matchAll(/([\w:-]+)\s*=\s*"([^"]*)"/g)];
  return new Map(found.map(([, name = '', value = '']) => [name.toLowerCase(), unescape(value)]));
}

/**
 * The forms of one of our own pages with what they would send as they stand: the virtual buyer presses the
 * buttons a person would. Reads what our pages write (quoted attributes), no more.
 */
export function formsIn(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(
    ([, tag = '', inside = '']) => {
      const inputs = [...inside.matchAll(/<input\b([^>]*)>/gi)].map(([, input = '']) =>
        attributesOf(input),
      );
      const sent = inputs.filter(
        (input) =>
          input.get('name') &&
          !['checkbox', 'radio', 'submit', 'file'].includes(input.get('type') ?? ''),
      );
      return {
        action: attributesOf(tag).get('action') ?? '',
        fields: sent.map((input) => ({
          name: input.get('name') ?? '',
          value: input.get('value') ?? '',
        })),
      };
    },
  );
}
