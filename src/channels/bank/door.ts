import { readCamt } from '../../../edi/bank/index.ts';
import { Problem, sha256Hex } from '../../base/index.ts';
import { connectionByApiKey, organisation } from '../../domain/parties/index.ts';
import { importStatement } from '../../domain/settlement/index.ts';
import {
  asProblem,
  doorContext,
  formOf,
  limitBody,
  machineHeaders,
  problemJson,
  signedIn,
  type Web,
  web,
} from '../../platform/http/index.ts';
import { type Ctx, noteExchange, read, recordExchange } from '../../platform/index.ts';
import { statementInput } from './translate.ts';

const BODY_MAX = 50_000_000;

export type StatementReceipt = {
  readonly exchangeId: string;
  readonly statements: readonly {
    readonly number: string;
    readonly entries: number;
    readonly duplicate: boolean;
  }[];
};

/**
 * Takes a bank's file: stored raw, read as camt.053, checked (balances add up, account is ours), imported once.
 * The same file again changes nothing and says so. `ctx` needs `finance.post`.
 */
export async function takeStatement(
  ctx: Ctx,
  { bytes, contentType, fileName }: { bytes: Uint8Array; contentType: string; fileName: string },
): Promise<StatementReceipt> {
  const exchangeId = await recordExchange(ctx, {
    direction: 'in',
    channel: 'bank',
    kind: 'camt.053',
    content: bytes,
    contentType,
    keys: [fileName, sha256Hex(bytes).slice(0, 16)],
  });
  try {
    const { statements, errors } = readCamt(bytes);
    const fatal = errors.find((error) => error.severity === 'error');
    if (fatal)
      throw new Problem('bank.file_refused', { line: fatal.line ?? '–', reason: fatal.message });
    const result = await importStatement(ctx, {
      exchangeId,
      statements: statements.map(statementInput),
    });
    const duplicate = result.statements.every((one) => one.duplicate);
    await noteExchange(ctx, exchangeId, {
      state: duplicate ? 'duplicate' : 'accepted',
      advisories: errors.map((error) => ({
        code: error.code,
        message: error.message,
        ...(error.line ? { line: error.line } : {}),
      })),
      keys: statements.flatMap((one) => (one.id ? [one.id] : [])),
      links: result.statements.map((one) => ({
        type: 'bank_statement',
        id: one.statementId,
        label: one.number,
      })),
    });
    return {
      exchangeId,
      statements: result.statements.map(({ number, entries, duplicate: known }) => ({
        number,
        entries,
        duplicate: known,
      })),
    };
  } catch (error) {
    if (error instanceof Problem) {
      await noteExchange(ctx, exchangeId, {
        state: 'refused',
        errors: [{ code: error.code, message: error.text('en') }],
      });
    }
    throw error;
  }
}

/** `POST /api/v1/bank-statements`: a bank's or its gateway's file, with the operator's API key. */
export function bankDoor(): Web {
  const app = web();
  app.onError((error, c) => problemJson(asProblem(error, c), c));
  app.post('/api/v1/bank-statements', machineHeaders(), limitBody(BODY_MAX), async (c) => {
    const ctx = doorContext(c, 'bank');
    const key =
      /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ??
      c.req.header('x-api-key') ??
      '';
    const allowed = await read(ctx, async (tx) => {
      const connection = await connectionByApiKey(tx, key);
      return (
        connection !== null &&
        (await organisation(tx, connection.organisationId)).kind === 'operator'
      );
    });
    if (!allowed) throw new Problem('channel.api_key');
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const contentType = c.req.header('content-type') ?? 'application/xml';
    return c.json(await takeStatement(ctx, { bytes, contentType, fileName: 'upload' }), 202);
  });
  return app;
}

/** `POST /operator/bank-statements`: the same by hand, from the reconciliation page. */
export function bankUpload(): Web {
  const app = web();
  app.post('/operator/bank-statements', async (c) => {
    const form = await formOf(c);
    const file = Object.values(form)
      .flat()
      .find((value): value is File => value instanceof File);
    if (!file || file.size === 0)
      throw new Problem('request.invalid', { path: 'file', reason: 'choose a camt.053 file' });
    const bytes = new Uint8Array(await file.arrayBuffer());
    await takeStatement(signedIn(c), {
      bytes,
      contentType: file.type || 'application/xml',
      fileName: file.name,
    });
    return c.redirect('/operator/reconciliation?done=saved', 303);
  });
  return app;
}
