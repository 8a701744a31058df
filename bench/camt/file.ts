import { closeSync, openSync, writeSync } from 'node:fs';
import { randomNumbers } from '../support/random.ts';

const NAMES = [
  'Acier du Nord',
  'Café & Cie',
  'Müller GmbH',
  'Petit et Fils',
  'Société Générale de Boulons',
];
const BATCH = 500;

function amount(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

function entry(number: number, { cents, name }: { cents: number; name: string }): string {
  const text = amount(cents);
  return `<Ntry><NtryRef>E${number}</NtryRef><Amt Ccy="EUR">${text}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt><AcctSvcrRef>BQ-${number}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>VIR-${number}</EndToEndId></Refs><Amt Ccy="EUR">${text}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>Facture FD-2026-${String(number).padStart(6, '0')}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
`;
}

function balance(code: string, cents: number): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>\n`;
}

/** Writes a camt.053.001.08 of so many booked credits whose balances agree; the same seed, the same bytes. */
export function writeStatementFile(
  path: string,
  { entries, seed }: { entries: number; seed: number },
): void {
  const random = randomNumbers(seed);
  const drafts = Array.from({ length: entries }, () => ({
    cents: 100 + Math.floor(random() * 1_000_000),
    name: (NAMES[Math.floor(random() * NAMES.length)] ?? '').replace('&', '&amp;'),
  }));
  const total = drafts.reduce((sum, { cents }) => sum + cents, 0);
  const file = openSync(path, 'w');
  writeSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T20:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-20T20:00:00Z</CreDtTm>
<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance('OPBD', 0)}${balance('CLBD', total)}`,
  );
  for (let at = 0; at < entries; at += BATCH) {
    writeSync(
      file,
      drafts
        .slice(at, at + BATCH)
        .map((draft, offset) => entry(at + offset + 1, draft))
        .join(''),
    );
  }
  writeSync(file, '</Stmt></BkToCstmrStmt></Document>\n');
  closeSync(file);
}
