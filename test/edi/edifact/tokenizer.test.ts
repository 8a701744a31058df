import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tokenizer } from '../../../edi/edifact/index.ts';

type Told = { segments: string[][][][]; faults: string[]; places: [number, number][] };

function tokens(
  chunks: readonly Uint8Array[],
  limits?: Partial<{ segmentBytesMax: number }>,
): Told {
  const told: Told = { segments: [], faults: [], places: [] };
  const tokenizer = new Tokenizer(
    {
      segment: (segment) => {
        told.segments.push(segment.toArray());
        told.places.push([segment.offset, segment.line]);
      },
      fault: (code) => told.faults.push(code),
    },
    { segmentBytesMax: 65_536, elementBytesMax: 16_384, segmentsMax: 1000, ...limits },
  );
  for (const chunk of chunks) tokenizer.push(chunk);
  tokenizer.finish();
  return told;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const flat = (told: Told): string[] =>
  told.segments.map((segment) =>
    segment.map((element) => element.map((parts) => parts.join('|')).join('^')).join(';'),
  );
const bytewise = (bytes: Uint8Array): Uint8Array[] => [...bytes].map((byte) => Uint8Array.of(byte));

describe('cutting EDIFACT into segments', () => {
  it('gives released separators back as text, the release character too', () => {
    const told = tokens([latin1("UNB+UNOC:3'FTX+AAI+++L?'eau ?+ sel?: 5 ??'")]);
    expect(flat(told)).toEqual(['UNB;UNOC|3', "FTX;AAI;;;L'eau + sel: 5 ?"]);
    expect(told.faults).toEqual([]);
  });

  it('reads any separators that UNA declares, and another UNA before the next UNB', () => {
    const told = tokens([
      latin1("UNA;*,! ~UNB*UNOC;3~FTX*a!*b;+:'~UNZ*0*1~\r\nUNA:+.? 'UNB+UNOC:3'FTX+a*b;c'UNZ+0+1'"),
    ]);
    expect(flat(told)).toEqual([
      'UNB;UNOC|3',
      "FTX;a*b|+:'",
      'UNZ;0;1',
      'UNB;UNOC|3',
      'FTX;a*b;c',
      'UNZ;0;1',
    ]);
  });

  it('takes * as content up to syntax 3, even when UNA declares it, and as repetition from 4', () => {
    expect(flat(tokens([latin1("UNA:+.?*'UNB+UNOC:3'FTX+a*b'")])).at(-1)).toBe('FTX;a*b');
    expect(flat(tokens([latin1("UNA:+.?*'UNB+UNOC:4'FTX+a*b'")])).at(-1)).toBe('FTX;a^b');
    expect(flat(tokens([latin1("UNB+UNOC:4'FTX+a*b'")])).at(-1)).toBe('FTX;a^b');
    expect(flat(tokens([latin1("UNA:+.? 'UNB+UNOC:4'FTX+a*b'")])).at(-1)).toBe('FTX;a*b');
  });

  it('passes over a byte order mark, line ends and indentation between segments, and keeps them in data', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      latin1("UNA:+.? '\r\nUNB+UNOC:3'\r\n   FTX+one\ntwo'\rBGM+220'\n"),
    ]);
    const told = tokens([bytes]);
    expect(flat(told)).toEqual(['UNB;UNOC|3', 'FTX;one\ntwo', 'BGM;220']);
    expect(told.places).toEqual([
      [14, 2],
      [30, 3],
      [43, 5],
    ]);
  });

  it('reads text in the character set of the syntax identifier', () => {
    const text = (identifier: string, bytes: number[]): string | undefined =>
      tokens([latin1(`UNB+${identifier}:3'FTX+`), Uint8Array.from(bytes), latin1("'")])
        .segments[1]?.[1]?.[0]?.[0];
    expect(text('UNOC', [0xe9])).toBe('é');
    expect(text('UNOL', [0xa4])).toBe('€');
    expect(text('UNOD', [0xb3])).toBe('ł');
    expect(text('UNOE', [0xb6])).toBe('Ж');
    expect(text('UNOF', [0xe1])).toBe('α');
    expect(text('UNOY', [0xe2, 0x82, 0xac])).toBe('€');
    expect(text('UNOW', [0xc3, 0xa9])).toBe('é');
  });

  it('reads level B separators when there is no UNA', () => {
    expect(flat(tokens([latin1('UNB\x1dUNOB\x1f3\x1cFTX\x1da+b:c\x1c')]))).toEqual([
      'UNB;UNOB|3',
      'FTX;a+b:c',
    ]);
  });

  it('reports control characters, bytes of another character set, and characters outside level A', () => {
    expect(tokens([latin1("UNB+UNOC:3'FTX+a\0b'")]).faults).toEqual(['edi.control_character']);
    const utf8 = Buffer.concat([latin1("UNB+UNOC:3'FTX+"), Buffer.from('é'), latin1("'")]);
    expect(tokens([utf8]).faults).toEqual(['edi.charset_bytes']);
    expect(tokens([latin1("UNB+UNOY:4'FTX+\xe9'")]).faults).toEqual(['edi.charset_bytes']);
    expect(tokens([latin1("UNB+UNOA:3'FTX+abc'FTX+def'")]).faults).toEqual([
      'edi.charset_repertoire',
    ]);
    expect(tokens([latin1("UNB+XXXA:1'")]).faults).toEqual(['edi.charset_unknown']);
  });

  it('reports a UNA that names one separator twice and goes on with the default', () => {
    const told = tokens([latin1("UNA++.? 'UNB+UNOC:3'")]);
    expect(told.faults).toEqual(['edi.una_invalid']);
    expect(flat(told)).toEqual(['UNB;UNOC|3']);
  });

  it('gives the last segment of a file that lacks its terminator, and says so', () => {
    const told = tokens([latin1("UNB+UNOC:3'UNZ+1+4")]);
    expect(told.faults).toEqual(['edi.segment_unterminated']);
    expect(flat(told)).toEqual(['UNB;UNOC|3', 'UNZ;1;4']);
  });

  it('stops at a segment without end instead of filling the memory', () => {
    const endless = latin1(`UNB+UNOC:3'FTX+${'x'.repeat(500)}`);
    const told = tokens([endless, latin1("y'BGM+220'")], { segmentBytesMax: 300 });
    expect(told.faults).toEqual(['edi.segment_too_long']);
    expect(flat(told)).toEqual(['UNB;UNOC|3']);
  });

  it('stops at the limit of segments and tells a data element that is too long', () => {
    const many = tokens([latin1(`UNB+UNOC:3'${"BGM'".repeat(2000)}`)]);
    expect(many.segments).toHaveLength(1000);
    expect(many.faults).toEqual(['edi.limit']);
    expect(tokens([latin1(`UNB+UNOC:3'FTX+${'x'.repeat(16_385)}'`)]).faults).toEqual([
      'edi.element_too_long',
    ]);
  });

  it('passes over the object of a package by its length', () => {
    const told = tokens([latin1("UNB+UNOW:4'UNO+P1+1:x+13+5'a'+?bUNP+5+P1'UNZ+1+4'")]);
    expect(flat(told).slice(1)).toEqual(['UNO;P1;1|x;13;5', 'UNP;5;P1', 'UNZ;1;4']);
    expect(told.faults).toEqual([]);
    expect(tokens([latin1("UNB+UNOW:4'UNO+P1+1:x+13+2'a'UNZ+1+4'")]).faults).toEqual([
      'edi.package_length',
    ]);
  });

  it('gives the same segments and faults for every chunking, byte by byte too', () => {
    const sources = [
      latin1(
        "\xef\xbb\xbfUNA:+,? '\r\nUNB+UNOC:3+A:14'FTX+L?'eau??+x?\r\ny'\r\nUNZ+1+4'\r\nUNA;*.! ~UNB*UNOC;3~",
      ),
      latin1("UNB+UNOW:4'UNO+P1+1:x+13+5'a'+?bUNP+5+P1'UNZ+1+4'U"),
      latin1('UN'),
      latin1('UNA:+'),
      latin1("UNB+UNOA:3'FTX+\0?"),
    ];
    for (const source of sources) expect(tokens(bytewise(source))).toEqual(tokens([source]));
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }),
        (source, sizes) => {
          const chunks: Uint8Array[] = [];
          let from = 0;
          for (let turn = 0; from < source.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            chunks.push(source.subarray(from, from + size));
            from += size;
          }
          expect(tokens(chunks)).toEqual(tokens([source]));
        },
      ),
    );
  });

  it('never throws and reads the same in two chunkings, whatever the bytes', () => {
    const piece = fc.constantFrom(
      "UNA:+.? '",
      'UNA',
      'UNB+UNOC:3',
      "'",
      '+',
      ':',
      '?',
      '*',
      '\r',
      '\n',
      '\0',
      'é',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const bytes = latin1(pieces.join(''));
        expect(tokens(bytewise(bytes))).toEqual(tokens([bytes]));
      }),
    );
  });
});
