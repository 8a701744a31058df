import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectEdifact, readEdifact } from '../../edi/edifact/index.ts';

const ROOT = new URL('../../../shared/fixtures/edifact/', import.meta.url);
const isThere = existsSync(ROOT);
if (!isThere) console.warn('skipped: ../shared/fixtures/edifact is not there');

const files = isThere
  ? readdirSync(ROOT).flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, ROOT)).map((file) => `${folder}/${file}`),
    )
  : [];

const bytesOf = (file: string): Buffer => readFileSync(new URL(encodeURI(file), ROOT));
const errorsOf = (file: string): string[] =>
  readEdifact(bytesOf(file))
    .errors.filter(({ severity }) => severity === 'error')
    .map(({ code, value, expected }) => `${code} ${value} ${expected}`.trim());
const warningsOf = (file: string): string[] =>
  readEdifact(bytesOf(file))
    .errors.filter(({ severity }) => severity === 'warning')
    .map(({ code }) => code);
const documentOf = (file: string) => inspectEdifact(bytesOf(file)).documents[0];

const EDI_NET = 'indice-co-EDI.Net';
const STAEDI = 'xlate-staedi';
const PYDIFACT = 'nerdocs-pydifact';
const EN16931 = 'ConnectingEurope-eInvoicing-EN16931';

describe.skipIf(!isThere)('third-party EDIFACT files', () => {
  it.each(files)('%s is read alike in one piece and byte by byte', async (file) => {
    const bytes = bytesOf(file);
    async function* single(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    const whole = readEdifact(bytes);
    const parts = await readEdifact(single());
    expect(parts.errors).toEqual(whole.errors);
    const facts = (reading: typeof whole): unknown =>
      reading.interchanges.map(({ messages, ...header }) => ({
        ...header,
        preparedAt: header.preparedAt?.toString(),
        messages: messages.map(({ content, type, segmentCount }) => ({
          content,
          type,
          segmentCount,
        })),
      }));
    expect(facts(parts)).toEqual(facts(whole));
    expect(whole.interchanges.length).toBeGreaterThan(0);
  });

  it.each([
    [
      `${EDI_NET}/edifact.ORDRSP.edi`,
      [
        'edi.unt_count 17 31',
        'edi.unt_reference 9IM20YSP9 9IMX20YSP0009',
        'edi.element_missing  1225',
        'edi.unz_reference DAREFNR00001 DAREFNR0000001',
      ],
    ],
    [`${EDI_NET}/edifact.AutoEndSegmentGroups.edi`, []],
    [`${EDI_NET}/edifact.Issue149.SegmentGroups.edi`, ['edi.unt_count 91 9']],
    [
      `${EDI_NET}/edifact.Issue188.edi`,
      [
        'edi.unt_count 1 3',
        'edi.unt_count 1 3',
        'edi.unt_reference 43 44',
        'edi.unt_count 1 3',
        'edi.reference_repeated 44',
        'edi.unt_count 1 3',
        'edi.unt_reference 43 44',
        'edi.unz_count 1 4',
      ],
    ],
    [`${EDI_NET}/edifact.Issue196.edi`, ['edi.unt_count 331 13']],
    [
      `${EDI_NET}/edifact.Issue203.edi`,
      [
        'edi.unt_count 13 102',
        'edi.unt_reference 1 12',
        'edi.number_invalid TEST .',
        'edi.line_count 120 1',
      ],
    ],
    [`${EDI_NET}/edifact.Paiement.Issue139.EDI`, ['edi.unt_count 000100 10']],
    [`${EDI_NET}/edifact.D01B.IFCSUM.EDI`, ['edi.unt_count 787 27']],
    [`${STAEDI}/orders-with-group.edi`, ['edi.unt_count 21 18']],
    [`${STAEDI}/empty-segment-example.edi`, []],
    [`${STAEDI}/empty-segment-loop-example.edi`, []],
    [`${STAEDI}/other_dialect_term_segments.edi`, []],
    [`${PYDIFACT}/order.edi`, ['edi.unz_missing  807']],
    [`${PYDIFACT}/order2.edi`, ['edi.unz_missing  000000001']],
    [`${PYDIFACT}/invoice1.edi`, []],
    [`${PYDIFACT}/invoice_with_colon_at_end.edi`, []],
    [`${PYDIFACT}/wikipedia_de.edi`, ['edi.unz_reference 1234567 1']],
    [`${PYDIFACT}/wikipedia_en.edi`, []],
    [`${PYDIFACT}/aperak-v3.edi`, ['edi.unt_count 8 7']],
    [`${PYDIFACT}/aperak-v4.edi`, ['edi.unt_count 8 7']],
  ])('%s has exactly the faults its table names', (file, expected) => {
    expect(errorsOf(file)).toEqual(expected);
  });

  it('reports two UNB segments, the first almost empty, and reads the APERAK behind them', () => {
    const file = `${EDI_NET}/Apperak edi_out_issue235.edi`;
    expect(errorsOf(file)).toEqual([
      'edi.element_missing  0001',
      'edi.element_missing  0002',
      'edi.element_missing  0004',
      'edi.element_missing  0010',
      'edi.element_missing  0017',
      'edi.unb_repeated  4',
      'edi.unz_missing  4',
      'edi.element_missing  0020',
    ]);
    expect(documentOf(file)).toMatchObject({
      type: 'application_error',
      number: '0109094405',
      date: '2021-05-04',
      references: [{ type: 'order', number: '4506701767' }],
    });
  });

  it('reports the missing elements of a fragment', () => {
    expect(errorsOf(`${EDI_NET}/edifact.Issue98.edi`)).toEqual([
      'edi.element_missing  0002',
      'edi.element_missing  0004',
      'edi.element_missing  0010',
      'edi.element_missing  0017',
      'edi.element_missing  0020',
      'edi.element_missing  0065',
      'edi.unt_reference  000001',
    ]);
  });

  it('warns of an unknown syntax identifier, dates of another format and lower case under UNOA', () => {
    expect(warningsOf(`${EDI_NET}/edifact.Issue196.edi`)).toContain('edi.charset_unknown');
    expect(warningsOf(`${PYDIFACT}/order.edi`)).toEqual(['edi.header_date']);
    expect(warningsOf(`${PYDIFACT}/aperak-v4.edi`)).toEqual([
      'edi.header_date',
      'edi.charset_repertoire',
    ]);
    expect(warningsOf(`${PYDIFACT}/invoice1.edi`)).toEqual(['edi.date_format', 'edi.date_format']);
    expect(warningsOf(`${STAEDI}/orders-with-group.edi`)).toEqual(['edi.group_version']);
  });

  it('reads the order in a group: test indicator, ordered quantity beside units per pack', () => {
    const file = `${STAEDI}/orders-with-group.edi`;
    const reading = readEdifact(bytesOf(file));
    expect(reading.interchanges[0]).toMatchObject({
      test: true,
      reference: '2722166169492',
      sender: { id: '5400110000009', qualifier: '14' },
    });
    expect(documentOf(file)?.lines).toEqual([
      {
        position: '1',
        sellerSku: null,
        buyerSku: '8641800',
        gtin: '5400111864181',
        description: '0.7066 EURO',
        quantity: '288',
        unit: null,
        unitPrice: '12.8',
        lineTotal: null,
      },
    ]);
  });

  it('reads an order with a decimal comma in UNA though it is truncated', () => {
    expect(documentOf(`${PYDIFACT}/order.edi`)).toMatchObject({
      type: 'order',
      number: '801715918011',
      date: '2015-08-03',
      parties: { seller: { gln: '5020436000004' }, buyer: { gln: '8711576000012' } },
      lines: [
        { gtin: '5020436373085', quantity: '8' },
        { gtin: '5020436373108', quantity: '8' },
      ],
    });
  });

  it('reads a price per hundred as the price of one', () => {
    expect(documentOf(`${PYDIFACT}/invoice1.edi`)).toMatchObject({
      type: 'credit_note',
      number: '1060113800026',
      date: '1999-10-06',
      currency: 'EUR',
      lines: [
        {
          buyerSku: '090346642',
          quantity: '54',
          unit: 'C62',
          unitPrice: '36.301724',
          lineTotal: '1960.29',
        },
      ],
      totals: { total: '1960.29' },
    });
  });

  it('reads released characters of a French filing in ISO 8859-15', () => {
    const [message] =
      readEdifact(bytesOf(`${EDI_NET}/edifact.Paiement.Issue139.EDI`)).interchanges[0]?.messages ??
      [];
    expect(message?.draft?.references[1]).toMatchObject({
      qualifier: 'AUN',
      number: "TELE'DECLAR",
    });
    expect(message?.draft?.parties[1]?.party).toMatchObject({
      name: "CEC_EDI_PAYE CABINET D'EXPERTISE COMPTABLE 3",
      city: 'BLOIS',
    });
  });

  it('reads \\ as release character and takes * as content before syntax 4', () => {
    const [interchange] = readEdifact(bytesOf(`${STAEDI}/empty-segment-example.edi`)).interchanges;
    expect(interchange?.messages[0]).toMatchObject({ type: 'PNRGOV', segmentCount: 5 });
  });

  it('reads an accepting APERAK', () => {
    const [interchange] = readEdifact(bytesOf(`${PYDIFACT}/aperak-v3.edi`)).interchanges;
    expect(interchange?.messages[0]?.content).toMatchObject({
      kind: 'application_error',
      report: { number: 'APERAK001', accepted: true, documentNumber: 'PO123456' },
    });
  });

  it.each(['1', '2', '3', '4', '5', '6', '7', '8', '9'])(
    'EN 16931 example %s has UNB and UNZ references that differ, and nothing else wrong',
    (number) => {
      const errors = errorsOf(`${EN16931}/EDIFACT_EXAMPLE${number}.TXT`);
      expect(errors.map((error) => error.split(' ')[0])).toEqual(['edi.unz_reference']);
    },
  );

  it('reads the EN 16931 invoice with two tax rates, its parties and totals', () => {
    const document = documentOf(`${EN16931}/EDIFACT_EXAMPLE1.TXT`);
    expect(document).toMatchObject({
      type: 'invoice',
      number: '12115118',
      date: '2015-01-09',
      currency: 'EUR',
      parties: {
        seller: { name: 'De Koksmaat', vatId: 'NL8200.98.395.B.01', postalCode: '1950 AB' },
        buyer: { id: '10202', name: 'ODIN 59', country: 'NL' },
      },
      totals: { lines: '229.6', tax: '20.73', total: '250.33', payable: '250.33' },
    });
    expect(document?.lines).toHaveLength(20);
    expect(document?.lines[19]).toMatchObject({
      sellerSku: '175137',
      description: 'FRITUUR VET 10 KG RETOUR',
      quantity: '6',
      lineTotal: '-109.98',
    });
  });

  it('passes over the attachment package of an EN 16931 invoice', () => {
    const document = documentOf(`${EN16931}/EDIFACT_EXAMPLE2.TXT`);
    expect(document?.lines).toHaveLength(5);
    expect(document?.totals.payable).toBe('801.78');
    expect(document?.references).toContainEqual({ type: 'contract', number: 'Contract321' });
  });
});
