import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApplicationErrorDocument,
  buildAperak,
  buildContrl,
  buildDesadv,
  buildOrders,
  buildOrdrsp,
  type ControlDocument,
  controlOf,
  type EdifactReading,
  type Envelope,
  inspectEdifact,
  type MessageContent,
  readEdifact,
} from '../../../edi/edifact/index.ts';
import type {
  DespatchAdviceDocument,
  OrderDocument,
  OrderResponseDocument,
} from '../../../edi/messages.ts';
import { Decimal, money, Problem } from '../../../src/base/index.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const dec = (text: string): Decimal => Decimal.parse(text);
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const envelope: Envelope = {
  sender: { id: '3012345000000', qualifier: '14' },
  receiver: { id: '4012345500004', qualifier: '14' },
  reference: 'CPT00000042',
  preparedAt: Temporal.PlainDateTime.from('2026-11-21T10:05'),
};

const order: OrderDocument = {
  number: 'PO-2026-0042-1',
  date: day('2026-11-21'),
  kind: 'order',
  currency: 'EUR',
  requestedDate: day('2026-12-01'),
  contractNumber: 'C-77',
  buyerOrderNumber: '4500012345',
  buyer: {
    gln: '3012345000000',
    name: "L'Atelier + Fils",
    street: '12 rue de la Paix',
    postalCode: '75002',
    city: 'Paris',
    country: 'FR',
    vatId: 'FR40303265045',
  },
  seller: { id: 'SELLER-9', name: 'Schrauben Müller GmbH' },
  delivery: { gln: '3012345000017', name: 'Dépôt Nord', city: 'Lille', country: 'FR' },
  invoicee: { gln: '3012345000000' },
  ultimateConsignee: undefined,
  notes: ['Livrer avant 10:00, quai 3 ?'],
  lines: [
    {
      position: '10',
      sellerSku: 'SKU-1',
      buyerSku: 'B-1',
      gtin: '4006381333931',
      description:
        'Vis à bois tête fraisée 4x40 zinguée, boîte de deux cents pièces, pour intérieur',
      quantity: dec('12'),
      unit: 'C62',
      unitPrice: dec('3.125'),
      priceBasis: undefined,
      lineNet: money(3750, 'EUR'),
      requestedDate: day('2026-12-02'),
      note: undefined,
      auxiliaryId: 'q0Jx_-3kZ5wT8vY1uR7pS2nM4aB6cD9e',
    },
    {
      position: '20',
      sellerSku: 'CABLE:3x1,5',
      buyerSku: undefined,
      gtin: undefined,
      description: 'Câble',
      quantity: dec('250.5'),
      unit: 'MTR',
      unitPrice: dec('74.9'),
      priceBasis: dec('100'),
      lineNet: money(18762, 'EUR'),
      requestedDate: undefined,
      note: "Couper à la longueur; pas d'épissure",
    },
  ],
  linesNet: money(22512, 'EUR'),
  total: money(22512, 'EUR'),
};

function content(bytes: Uint8Array): MessageContent {
  const reading = readEdifact(bytes);
  expect(reading.errors).toEqual([]);
  const message = reading.interchanges[0]?.messages[0];
  if (!message) throw new Error('no message was read');
  return message.content;
}

function orderIn(bytes: Uint8Array): OrderDocument {
  const read = content(bytes);
  if (read.kind !== 'order') throw new Error(`read ${read.kind}`);
  return read.order;
}

describe('an order to a seller', () => {
  it('is written as ORDERS D.96A, segment for segment', () => {
    expect(text(buildOrders(order, { ...envelope, lineEnd: '\n' })).split('\n')).toEqual([
      "UNA:+.? '",
      "UNB+UNOC:3+3012345000000:14+4012345500004:14+261121:1005+CPT00000042'",
      "UNH+1+ORDERS:D:96A:UN:EAN008'",
      "BGM+220+PO-2026-0042-1+9'",
      "DTM+137:20261121:102'",
      "DTM+2:20261201:102'",
      "FTX+PUR+++Livrer avant 10?:00, quai 3 ??'",
      "RFF+ON:4500012345'",
      "RFF+CT:C-77'",
      "NAD+BY+3012345000000::9++L?'Atelier ?+ Fils+12 rue de la Paix+Paris++75002+FR'",
      "RFF+VA:FR40303265045'",
      "NAD+SU+SELLER-9::92++Schrauben M\xfcller GmbH'",
      "NAD+DP+3012345000017::9++D\xe9p\xf4t Nord++Lille+++FR'",
      "NAD+IV+3012345000000::9'",
      "CUX+2:EUR:9'",
      "LIN+10++4006381333931:EN'",
      "PIA+1+SKU-1:SA+B-1:BP'",
      "IMD+F++:::Vis \xe0 bois t\xeate frais\xe9e 4x40:zingu\xe9e, bo\xeete de deux cents'",
      "IMD+F++:::pi\xe8ces, pour int\xe9rieur'",
      "QTY+21:12:PCE'",
      "DTM+2:20261202:102'",
      "MOA+203:37.5'",
      "PRI+AAA:3.125'",
      "RFF+LI:10'",
      "RFF+ABO:q0Jx_-3kZ5wT8vY1uR7pS2nM4aB6cD9e'",
      "LIN+20'",
      "PIA+5+CABLE?:3x1,5:SA'",
      "IMD+F++:::C\xe2ble'",
      "QTY+21:250.5:MTR'",
      "MOA+203:187.62'",
      "FTX+LIN+++Couper \xe0 la longueur; pas d?'\xe9pissure'",
      "PRI+AAA:74.9:::100:MTR'",
      "RFF+LI:20'",
      "UNS+S'",
      "MOA+79:225.12'",
      "MOA+86:225.12'",
      "CNT+2:2'",
      "UNT+36+1'",
      "UNZ+1+CPT00000042'",
      '',
    ]);
  });

  it('is read back as the same order', () => {
    expect(orderIn(buildOrders(order, envelope))).toEqual(order);
  });

  it('keeps its numbers with a decimal comma and its texts with separators of one’s own', () => {
    const bytes = buildOrders(order, { ...envelope, separators: ';*,! ~' });
    expect(text(bytes)).toContain('PRI*AAA;3,125~');
    expect(text(bytes)).toContain("L'Atelier + Fils");
    expect(orderIn(bytes)).toEqual(order);
  });

  it('carries every letter under syntax 4 and UTF-8, and the nearest under UNOA', () => {
    const polish = { ...order, seller: { id: 'S', name: 'Łódź * Śruby €' } };
    const wide = buildOrders(polish, { ...envelope, syntax: { identifier: 'UNOW', version: 4 } });
    expect(orderIn(wide).seller?.name).toBe('Łódź * Śruby €');
    const narrow = buildOrders(polish, { ...envelope, syntax: { identifier: 'UNOA', version: 3 } });
    expect(orderIn(narrow).seller?.name).toBe('LODZ * SRUBY EUR');
  });

  it('survives any text and any chunking on its way', async () => {
    const words = fc
      .string({ unit: fc.constantFrom(...Array.from("ab é?+:'*\n,.7&")), maxLength: 150 })
      .map((value) => value.replace(/\s+/g, ' ').trim());
    await fc.assert(
      fc.asyncProperty(words, words, fc.integer({ min: 1, max: 70 }), async (note, name, size) => {
        const line = { ...order.lines[0]!, description: name || undefined };
        const sent = { ...order, notes: note === '' ? [] : [note], lines: [line] };
        const bytes = buildOrders(sent, envelope);
        expect(orderIn(bytes)).toEqual(sent);
        async function* chunks(): AsyncGenerator<Uint8Array> {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }
        const whole = readEdifact(bytes);
        const parts = await readEdifact(chunks());
        expect(parts.interchanges[0]?.messages[0]?.content).toEqual(
          whole.interchanges[0]?.messages[0]?.content,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is refused without a line, without a number, and under a reference the header cannot hold', () => {
    const refusal = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        if (error instanceof Problem) return error.code;
      }
      return 'written';
    };
    expect(refusal(() => buildOrders({ ...order, lines: [] }, envelope))).toBe('edi.message_empty');
    expect(refusal(() => buildOrders({ ...order, number: ' ' }, envelope))).toBe(
      'edi.message_empty',
    );
    const long = { ...envelope, reference: 'CPT000000000042' };
    expect(refusal(() => buildOrders(order, long))).toBe('edi.envelope_invalid');
    const twice = { ...envelope, separators: "::.? '" };
    expect(refusal(() => buildOrders(order, twice))).toBe('edi.envelope_invalid');
  });
});

const response: OrderResponseDocument = {
  number: 'AB-1',
  date: day('2026-11-22'),
  orderNumber: 'PO-2026-0042-1',
  action: 'changed',
  currency: 'EUR',
  promisedDate: undefined,
  buyer: { gln: '3012345000000', name: undefined },
  seller: { gln: '4012345500004', name: 'Müller' },
  notes: [],
  lines: [
    { position: '10', action: 'accepted', gtin: '4006381333931', quantity: dec('12'), unit: 'C62' },
    { position: '20', action: 'changed', quantity: dec('200'), unit: 'MTR', unitPrice: dec('75') },
    {
      position: '30',
      action: 'backordered',
      quantity: dec('4'),
      backorderQuantity: dec('6'),
      unit: 'C62',
      promisedDate: day('2026-12-15'),
    },
    {
      position: '40',
      action: 'rejected',
      quantity: dec('0'),
      reason: 'Article arrêté',
      unit: 'C62',
    },
  ],
};

describe('a seller’s answers', () => {
  it('writes and reads an order response with accepted, changed, backordered and rejected lines', () => {
    const bytes = buildOrdrsp(response, envelope);
    expect(text(bytes)).toContain("LIN+30+6'QTY+113:4:PCE'QTY+83:6:PCE'DTM+69:20261215:102'");
    const read = content(bytes);
    expect(read).toMatchObject({ kind: 'order_response', response });
  });

  it('reads a header that only says «original» from what the lines agree on', () => {
    const answer = (lines: string): unknown => {
      const body = `BGM+231+AB-2+9'DTM+137:20261122:102'RFF+ON:PO-1'${lines}UNS+S'`;
      const count = body.split("'").length + 1;
      const bytes = Buffer.from(
        `UNB+UNOC:3+A+B+261122:1200+1'UNH+1+ORDRSP:D:96A:UN:EAN005'${body}UNT+${count}+1'UNZ+1+1'`,
      );
      const read = content(bytes);
      return read.kind === 'order_response' ? read.response.action : read.kind;
    };
    expect(answer("LIN+1+5'QTY+21:1'LIN+2+5'QTY+21:1'")).toBe('accepted');
    expect(answer("LIN+1+5'QTY+21:1'LIN+2+7'QTY+21:1'")).toBe('changed');
    expect(answer("LIN+1+7'LIN+2+7'")).toBe('rejected');
  });

  it('writes and reads a despatch advice with lines in packages and a tracking number', () => {
    const despatch: DespatchAdviceDocument = {
      number: 'LS-9',
      date: day('2026-11-30'),
      orderNumber: 'PO-2026-0042-1',
      despatchDate: day('2026-11-30'),
      expectedDate: day('2026-12-02'),
      carrier: 'Chronopost',
      trackingNumber: 'XY123456789FR',
      buyer: { gln: '3012345000000' },
      seller: { gln: '4012345500004' },
      delivery: { gln: '3012345000017' },
      packages: [{ sscc: '340123450000000017', kind: 'CT' }],
      lines: [
        {
          position: '1',
          sellerSku: 'SKU-1',
          gtin: '4006381333931',
          quantity: dec('12'),
          unit: 'C62',
          orderLine: '10',
          orderNumber: 'PO-2026-0042-1',
          packageSscc: '340123450000000017',
        },
        {
          position: '2',
          sellerSku: 'SKU-2',
          quantity: dec('0.5'),
          unit: 'KGM',
          orderLine: '20',
          orderNumber: 'PO-2026-0042-1',
        },
      ],
    };
    const bytes = buildDesadv(despatch, envelope);
    expect(text(bytes)).toContain(
      "CPS+1'PAC+1++CT'PCI+33E'GIN+BJ+340123450000000017'LIN+1++4006381333931:EN'PIA+1+SKU-1:SA'QTY+12:12:PCE'RFF+ON:PO-2026-0042-1:10'CPS+2'LIN+2'",
    );
    expect(content(bytes)).toMatchObject({ kind: 'despatch_advice', despatch });
  });

  it('writes and reads an APERAK that refuses with reasons, and one that accepts', () => {
    const refused: ApplicationErrorDocument = {
      number: 'APE-1',
      date: day('2026-11-22'),
      accepted: false,
      documentNumber: 'AB-1',
      errors: [
        {
          code: '12',
          text: 'Line 20: the order has no such line.',
          references: [{ type: 'LI', number: '20' }],
        },
      ],
    };
    expect(content(buildAperak(refused, envelope))).toEqual({
      kind: 'application_error',
      report: refused,
    });
    const accepted = { ...refused, accepted: true, errors: [] };
    expect(content(buildAperak(accepted, envelope))).toEqual({
      kind: 'application_error',
      report: accepted,
    });
  });
});

const broken = [
  "UNB+UNOC:3+A:14+B:14+261122:1200+77'",
  "UNH+1+ORDRSP:D:96A:UN:EAN005'BGM+231+AB-1+29'DTM+137:20261122:102'UNS+S'UNT+5+1'",
  "UNH+2+ORDRSP:D:96A:UN:EAN005'BGM+231+AB-2+29'DTM+137:20261399:102'",
  "LIN+1+5+4006381333932:EN'QTY+21:1O'UNS+S'UNT+9+2'",
  "UNZ+2+77'",
].join('\r\n');

describe('acknowledging an interchange', () => {
  it('names message, segment and element of each syntax fault, and leaves business faults to APERAK', () => {
    const [interchange] = readEdifact(Buffer.from(broken)).interchanges;
    const codes = interchange?.messages.map(({ errors }) => errors.map(({ code }) => code));
    expect(codes).toEqual([
      [],
      ['edi.unt_count', 'edi.date_invalid', 'edi.gtin_check', 'edi.number_invalid'],
    ]);
    const control = controlOf(interchange!);
    expect(control).toMatchObject({ interchangeReference: '77', action: 'acknowledged' });
    const bytes = buildContrl(control, { ...envelope, reference: 'ACK1' });
    expect(text(bytes)).toContain(
      "UNH+1+CONTRL:D:3:UN'UCI+77+A:14+B:14+7'UCM+2+ORDRSP:D:96A:UN:EAN005+4+29+UNT'UCS+3'UCD+12+2:2'UCS+5'UCD+12+2:2'UNT+8+1'",
    );
    expect(content(bytes)).toEqual({ kind: 'control', control });
  });

  it('rejects the interchange when its own counts are wrong, and answers one in order with 7', () => {
    const cut = readEdifact(Buffer.from(broken.replace('UNZ+2', 'UNZ+3'))).interchanges[0];
    expect(controlOf(cut!)).toMatchObject({ action: 'rejected', error: 29, serviceSegment: 'UNZ' });
    const fine = readEdifact(buildOrders(order, envelope)).interchanges[0];
    expect(controlOf(fine!)).toMatchObject({ action: 'acknowledged', messages: [] });
  });

  it('is written as CONTRL 4:1 in syntax 4 and never answers a CONTRL', () => {
    const document: ControlDocument = {
      interchangeReference: '77',
      sender: { id: 'A', qualifier: '14' },
      receiver: { id: 'B', qualifier: '14' },
      action: 'received',
      messages: [],
    };
    const bytes = buildContrl(document, {
      ...envelope,
      syntax: { identifier: 'UNOY', version: 4 },
    });
    expect(text(bytes)).toContain("UNH+1+CONTRL:4:1:UN'UCI+77+A:14+B:14+8'");
    const [answered] = readEdifact(bytes).interchanges;
    expect(() => controlOf(answered!)).toThrow(Problem);
  });
});

describe('reading messages of sellers', () => {
  const read = (body: string, una = "UNA:+.? '"): EdifactReading => {
    const count = body.split(/(?<!\?)'/).length + 1;
    const head = `${una}UNB+UNOC:3+A+B+261122:1200+1'UNH+1+ORDERS:D:96A:UN'`;
    return readEdifact(Buffer.from(`${head}${body}UNT+${count}+1'UNZ+1+1'`, 'latin1'));
  };
  const start = "BGM+220+PO1+9'DTM+137:20261122:102'";

  it('takes the decimal mark of UNA, warns of the other, and refuses what may mean thousands', () => {
    const price = (value: string): [string | undefined, string[]] => {
      const reading = read(`${start}LIN+1'QTY+21:1'PRI+AAA:${value}'UNS+S'`, "UNA:+,? '");
      const message = reading.interchanges[0]?.messages[0];
      const line = message?.content.kind === 'order' ? message.content.order.lines[0] : undefined;
      return [line?.unitPrice?.toString(), reading.errors.map(({ code }) => code)];
    };
    expect(price('12,50')).toEqual(['12.5', []]);
    expect(price('12.50')).toEqual(['12.5', ['edi.decimal_mark']]);
    expect(price('1.250')).toEqual([undefined, ['edi.number_invalid']]);
    expect(price('1.250,00')).toEqual([undefined, ['edi.number_invalid']]);
  });

  it('reports segments that the D.96A table does not have at their place, and mandatory ones missing', () => {
    const codes = (body: string): string[] =>
      read(body).errors.map(({ code, tag }) => `${code} ${tag}`);
    expect(codes(`${start}LIN+1'QTY+21:1'UNS+S'CNT+2:1'`)).toEqual([]);
    expect(codes(`${start}CPS+1'LIN+1'QTY+21:1'UNS+S'`)).toEqual(['edi.segment_unexpected CPS']);
    expect(codes(`${start}LIN+1'QTY+21:1'`)).toEqual(['edi.segment_missing UNT']);
    expect(codes(`${start}PAI+::10'PAI+::20'LIN+1'QTY+21:1'UNS+S'`)).toEqual([
      'edi.segment_repeated PAI',
    ]);
  });

  it('says what is wrong, where, and how to put it right, in English and French alike', () => {
    const bytes = Buffer.from(
      "UNB+UNOC:3+A+B+261122:1200+1'\nUNH+1+ORDERS:D:96A:UN'\nBGM+220+PO1+9'\nDTM+137:20261122:102'\nLIN+1'\nQTY+21:1'\nUNS+S'\nCNT+2:3'\nUNT+8+1'\nUNZ+1+1'",
    );
    expect(inspectEdifact(bytes).errors).toEqual([
      {
        code: 'edi.line_count',
        severity: 'error',
        line: 8,
        segment: 'CNT',
        element: '1.2',
        message: 'CNT (segment 7, line 8): CNT 2 says 3 lines, counted 1.',
        fix: 'Write the number of LIN segments in CNT 2.',
      },
    ]);
  });

  it('reports a lone message without an interchange and still reads it', () => {
    const reading = readEdifact(
      Buffer.from(`UNH+1+ORDERS:D:96A:UN'${start}LIN+1'QTY+21:1'UNS+S'UNT+7+1'`),
    );
    expect(reading.errors.map(({ code }) => code)).toEqual(['edi.outside_interchange']);
    expect(reading.interchanges[0]?.messages[0]?.content).toMatchObject({ kind: 'order' });
    expect(readEdifact(Buffer.from('Dear Sir')).errors.map(({ code }) => code)).toContain(
      'edi.no_interchange',
    );
    expect(readEdifact(Buffer.from('')).errors.map(({ code }) => code)).toEqual([
      'edi.no_interchange',
    ]);
  });
});
