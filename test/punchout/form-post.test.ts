import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  browserPostField,
  buildPunchOutOrderMessage,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';
import { cart, envelope } from './arbitraries.ts';
import { bytes, refusal, sentence } from './support.ts';

const posted = (name: string, value: string): readonly [string, string][] => [[name, value]];

describe('the hidden field of a returning cart', () => {
  it('reads back as the same cart, in both forms', () => {
    fc.assert(
      fc.property(
        envelope,
        cart,
        fc.constantFrom('base64' as const, 'urlencoded' as const),
        (around, content, mode) => {
          const document = buildPunchOutOrderMessage(around, content);
          const field = browserPostField(document, mode);
          const back = readBrowserPost(posted(field.name.toUpperCase(), field.value));
          expect(JSON.stringify(parseCxml(back).payload)).toBe(
            JSON.stringify(parseCxml(document).payload),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is US-ASCII when urlencoded, with numeric references, and starts with <', () => {
    const field = browserPostField(bytes('\n<a b="é">€ 😀</a>'), 'urlencoded');
    expect(field).toEqual({
      name: 'cxml-urlencoded',
      value: '<a b="&#233;">&#8364; &#128512;</a>',
    });
  });

  it('ignores the encoding an urlencoded document declares', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>';
    const document = readBrowserPost(posted('cXML-urlencoded', text));
    expect(Buffer.from(document).toString('utf8')).toBe('<?xml version="1.0"?><a>é</a>');
  });

  it('mends base64 whose plus signs became spaces', () => {
    const value = Buffer.from('<a>>>>???</a>').toString('base64');
    expect(value).toContain('+');
    const document = readBrowserPost(posted('cxml-base64', value.replaceAll('+', ' ')));
    expect(Buffer.from(document).toString()).toBe('<a>>>>???</a>');
  });

  it.each([
    ['no cXML field', posted('other', 'x'), 'cxml.form_field_missing'],
    [
      'two cXML fields',
      [...posted('cxml-base64', 'PGEvPg=='), ...posted('CXML-URLENCODED', '<a/>')],
      'cxml.form_field_twice',
    ],
    ['something that is not base64', posted('cxml-base64', '<a/>'), 'cxml.form_field_invalid'],
    ['nothing', posted('cxml-base64', ''), 'cxml.form_field_invalid'],
  ])('is refused with %s', (_, fields, code) => {
    expect(refusal(() => readBrowserPost(fields))).toBe(code);
  });

  it('says so when the sender URL-encoded it beforehand', () => {
    expect(sentence(() => readBrowserPost(posted('cxml-urlencoded', '%3CcXML%3E')))).toBe(
      'The form field cxml-urlencoded does not hold a cXML document: it was URL-encoded before the form was, write it in clear.',
    );
  });
});
