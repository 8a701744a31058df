import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectCommand, validateInvoiceCommand } from '../../src/process/inspect.ts';
import {
  folder,
  inspected,
  type Line,
  nobody,
  noTotals,
  root,
  run,
  saved,
} from './inspect-support.ts';

const ORDER = `<?xml version="1.0" encoding="UTF-8"?>
<cXML payloadID="1@buyer" timestamp="2026-11-21T10:00:00+01:00">
<Header>
<From><Credential domain="NetworkId"><Identity>AN01</Identity></Credential></From>
<To><Credential domain="GLN"><Identity>3012345678902</Identity></Credential></To>
<Sender><Credential domain="NetworkId"><Identity>AN01</Identity><SharedSecret>never-shown</SharedSecret></Credential><UserAgent>Suite</UserAgent></Sender>
</Header>
<Request><OrderRequest>
<OrderRequestHeader orderID="PO1" orderDate="2026-11-20T09:00:00+01:00" requisitionID="R1"><Total><Money currency="EUR">21.00</Money></Total>
<ShipTo><Address addressID="D1"><Name xml:lang="fr">Quai 1</Name><PostalAddress><Street>1 rue</Street><City>Lyon</City><PostalCode>69001</PostalCode><Country isoCountryCode="FR">France</Country></PostalAddress></Address></ShipTo></OrderRequestHeader>
<ItemOut quantity="200.0" lineNumber="1"><ItemID><SupplierPartID>A1</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">10.50</Money></UnitPrice><Description xml:lang="fr">Vis</Description><UnitOfMeasure>EA</UnitOfMeasure>
<PriceBasisQuantity quantity="100" conversionFactor="1"><UnitOfMeasure>EA</UnitOfMeasure></PriceBasisQuantity></ItemDetail></ItemOut>
</OrderRequest></Request></cXML>`;

const ORDERS = [
  'UNB+UNOC:3+3012345678917:14+4012345678901:14+261121:1000+7',
  'UNH+1+ORDERS:D:96A:UN:EAN008',
  'BGM+220+PO-7+9',
  'DTM+137:20261121:102',
  'CUX+2:EUR:9',
  'LIN+1++4006381333931:EN',
  'PIA+1+A-BOLT:SA',
  'IMD+F++:::Bolt',
  'QTY+21:10.500:MTR',
  'MOA+203:21.00',
  'PRI+AAA:2.0',
  'UNS+S',
  'CNT+2:1',
  'UNT+13+1',
  'UNZ+1+7',
]
  .map((segment) => `${segment}'`)
  .join('\n');

const CAMT = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">120.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>
<Ntry><NtryRef>E1</NtryRef><Amt Ccy="EUR">120.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><RmtInf><Ustrd>FD-1</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

const UBL = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>F1</cbc:ID><cbc:IssueDate>2026-11-21</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode></Invoice>`;

describe('inspect', () => {
  it('shows a cXML order in the common words, with the price of one unit and without secrets', async () => {
    const file = saved('order.bin', ORDER);
    const { code, text } = await inspected(file);
    expect(code).toBe(0);
    expect(text).toBe(
      `${JSON.stringify({
        file,
        format: 'cxml',
        documents: [
          {
            type: 'order',
            number: 'PO1',
            date: '2026-11-20',
            currency: 'EUR',
            parties: {
              buyer: { ...nobody, id: 'AN01' },
              delivery: {
                ...nobody,
                id: 'D1',
                name: 'Quai 1',
                street: '1 rue',
                postalCode: '69001',
                city: 'Lyon',
                country: 'FR',
              },
              seller: { ...nobody, gln: '3012345678902' },
              sender: { ...nobody, id: 'AN01' },
            },
            references: [{ type: 'requisition', number: 'R1' }],
            lines: [
              {
                position: '1',
                sellerSku: 'A1',
                buyerSku: null,
                gtin: null,
                description: 'Vis',
                quantity: '200',
                unit: 'EA',
                unitPrice: '0.105',
                lineTotal: '21',
              },
            ],
            totals: { ...noTotals, total: '21' },
          },
        ],
        errors: [],
      })}\n`,
    );
  });

  it('shows an EDIFACT order after a byte order mark and blanks', async () => {
    const file = saved('order.xml', `\uFEFF\r\n  ${ORDERS}`);
    const { code, line } = await inspected(file);
    expect(line.errors).toEqual([]);
    expect(code).toBe(0);
    expect(line.documents).toEqual([
      {
        type: 'order',
        number: 'PO-7',
        date: '2026-11-21',
        currency: 'EUR',
        parties: {},
        references: [],
        lines: [
          {
            position: '1',
            sellerSku: 'A-BOLT',
            buyerSku: null,
            gtin: '4006381333931',
            description: 'Bolt',
            quantity: '10.5',
            unit: 'MTR',
            unitPrice: '2',
            lineTotal: '21',
          },
        ],
        totals: noTotals,
      },
    ]);
  });

  it('shows a bank statement, also inside a bank’s envelope and in UTF-16', async () => {
    const wrapped = `<?xml version="1.0" encoding="UTF-16"?><b:Envelope xmlns:b="urn:bank"><b:Head/>${CAMT}</b:Envelope>`;
    const { code, line } = await inspected(
      saved('statement.txt', Buffer.from(`\uFEFF${wrapped}`, 'utf16le')),
    );
    expect(code).toBe(0);
    expect(line.format).toBe('camt');
    expect(line.documents).toEqual([
      {
        type: 'bank_statement',
        number: 'S1',
        date: '2026-11-20',
        currency: 'EUR',
        parties: { account: { ...nobody, id: 'FR7630006000011234567890189', country: 'FR' } },
        references: [],
        lines: [
          {
            position: 'E1',
            sellerSku: null,
            buyerSku: null,
            gtin: null,
            description: 'FD-1',
            quantity: null,
            unit: null,
            unitPrice: null,
            lineTotal: '120.5',
          },
        ],
        totals: { ...noTotals, total: '120.5' },
      },
    ]);
  });

  it('shows an invoice that breaks rules: they are warnings, for the invoice was read', async () => {
    const { code, line } = await inspected(saved('invoice.edi', UBL));
    expect(code).toBe(0);
    expect(line.format).toBe('ubl');
    expect(line.documents[0]).toMatchObject({
      type: 'invoice',
      number: 'F1',
      date: '2026-11-21',
      currency: 'EUR',
    });
    expect(line.errors.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('names line, element and remedy of a refused document', async () => {
    const { code, line } = await inspected(
      saved('bad.xml', ORDER.replace('quantity="200.0"', 'quantity="two"')),
    );
    expect(code).toBe(1);
    expect(line).toMatchObject({ format: 'cxml', documents: [] });
    expect(line.errors).toMatchObject([
      {
        code: 'cxml.invalid',
        severity: 'error',
        line: 11,
        segment: 'ItemOut',
        element: 'quantity',
        fix: 'Correct the value and send the document again.',
      },
    ]);
  });

  it('refuses an internal DOCTYPE subset before anything is read', async () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE cXML [<!ENTITY a "b">]>\n<cXML/>`;
    const { code, line } = await inspected(saved('bomb.xml', bomb));
    expect(code).toBe(1);
    expect(line).toMatchObject({
      format: 'cxml',
      documents: [],
      errors: [{ code: 'xml.doctype_subset', severity: 'error', line: 2 }],
    });
  });

  it.each([
    ['text', 'Dear seller, please send ten bolts.'],
    ['nothing', ''],
    ['another XML', '<note><to>seller</to></note>'],
    [
      'X12',
      'ISA*00*          *00*          *ZZ*A              *ZZ*B              *261121*1000*U*00401*000000001*0*P*>~',
    ],
  ])('says which formats it reads when given %s', async (_, content) => {
    const { code, line } = await inspected(saved('odd', content));
    expect(code).toBe(1);
    expect(line).toMatchObject({
      format: 'unknown',
      documents: [],
      errors: [{ code: 'inspect.format_unknown', severity: 'error', line: 1 }],
    });
    expect(line.errors[0]?.fix).toBe(
      'Send one of: cXML, EDIFACT, UBL invoices and credit notes, camt.052, camt.053 and camt.054, CIF and cXML Index catalogues (cxml, edifact, ubl, camt, cif, index).',
    );
  });

  it('goes on after a missing file and a folder', async () => {
    const good = saved('good.edi', ORDERS);
    const { code, out } = await run(inspectCommand, [join(folder, 'absent.xml'), folder, good]);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as Line);
    expect(code).toBe(1);
    expect(lines.map(({ format, errors }) => [format, errors.map((error) => error.code)])).toEqual([
      ['unknown', ['inspect.file_missing']],
      ['unknown', ['inspect.file_is_folder']],
      ['edifact', []],
    ]);
  });

  it('asks for a file when none is named', async () => {
    expect(await run(inspectCommand, [])).toEqual({
      code: 2,
      out: '',
      err: 'comptoir inspect: name at least one file.\n',
    });
  });

  it('prints a table for people that cannot steer their terminal', async () => {
    const file = saved('table.xml', ORDER.replace('>Vis<', '>Vis\u009b31m rouge<'));
    const { code, out } = await run(inspectCommand, [file], { json: false });
    expect(code).toBe(0);
    expect(out).toContain('order · PO1 · 2026-11-20 · EUR');
    expect(out).toContain('  1  A1               Vis 31m rouge       200  EA    0.105     21');
    expect(out).not.toContain('\u009b');
  });
});

describe('validate-invoice', () => {
  it('lists the broken rules of an invoice', async () => {
    const file = saved('incomplete.xml', UBL);
    const { code, out } = await run(validateInvoiceCommand, [file]);
    const { valid, violations } = JSON.parse(out) as {
      valid: boolean;
      violations: { rule: string; severity: string }[];
    };
    expect([code, valid]).toEqual([1, false]);
    expect(violations.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['BR-01', 'BR-04', 'BR-06', 'BR-07', 'BR-16']),
    );
    expect(Object.keys(violations[0] ?? {})).toEqual(['rule', 'severity', 'path', 'message']);
  });

  it('refuses what is no invoice by the refusal’s code', async () => {
    const file = saved(
      'order.edi',
      '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
    );
    const { code, out } = await run(validateInvoiceCommand, [file]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      file,
      valid: false,
      violations: [{ rule: 'einvoice.not_ubl', severity: 'error' }],
    });
  });
});

const cli = join(root, 'src', 'cli.ts');
const hasInspect = existsSync(cli) && readFileSync(cli, 'utf8').includes('inspectCommand');

describe.skipIf(!hasInspect)('npx comptoir (skipped until src/cli.ts has inspect)', () => {
  it('inspects files in a process of its own and ends with the exit code', () => {
    const good = saved('child.edi', ORDERS);
    const bin = join(root, 'src', 'bin.mjs');
    const ok = spawnSync(process.execPath, [bin, 'inspect', good, '--json'], { encoding: 'utf8' });
    expect([ok.status, ok.stderr]).toEqual([0, '']);
    expect((JSON.parse(ok.stdout) as Line).documents[0]).toMatchObject({
      type: 'order',
      number: 'PO-7',
    });
    expect(
      spawnSync(process.execPath, [bin, 'inspect', join(folder, 'none'), '--json'], {
        encoding: 'utf8',
      }).status,
    ).toBe(1);
    expect(spawnSync(process.execPath, [bin, 'inspect'], { encoding: 'utf8' }).status).toBe(2);
  });
});
