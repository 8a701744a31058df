import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { writeStatementFile } from '../../bench/camt/file.ts';
import { writeOrdersFile } from '../../bench/edifact/file.ts';
import { median, quantile } from '../../bench/support/median.ts';
import { inTurn } from '../../bench/support/turns.ts';
import { readCamt } from '../../edi/bank/index.ts';
import { readEdifact } from '../../edi/edifact/index.ts';
import { benchCommand, type Measured, measure } from '../../src/process/bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found: Measured = {
  ours: 123.456,
  peer: 400,
  peerName: 'peer',
  kept: true,
  conditions: { runs: 5 },
};
const lineOf = (change: Partial<Measured>) =>
  measure({
    name: 'w',
    unit: 'requests/s',
    goal: 0.25,
    run: async () => ({ ...found, ...change }),
  });

describe('a measured workload', () => {
  it('reaches its goal by the ratio of our figure to the peer’s', async () => {
    expect(JSON.stringify(await lineOf({}))).toBe(
      '{"name":"w","unit":"requests/s","ours":123.5,"peer":400,"peerName":"peer","ratio":0.3086,"goal":0.25,"met":true,"conditions":{"runs":5}}',
    );
  });

  it('misses its goal by the ratio or by a further limit', async () => {
    expect((await lineOf({ ours: 99 })).met).toBe(false);
    expect((await lineOf({ kept: false })).met).toBe(false);
  });

  it('is run in turn with its peer, after a warm-up of both', async () => {
    const order: string[] = [];
    const side = (name: string) => async () => order.push(name);
    const { ours, peer } = await inTurn(
      { ours: side('ours'), peer: side('peer') },
      () => undefined,
    );
    expect(order).toEqual(Array.from({ length: 6 }, () => ['ours', 'peer']).flat());
    expect([ours, peer]).toEqual([
      [3, 5, 7, 9, 11],
      [4, 6, 8, 10, 12],
    ]);
  });
});

describe('the figures', () => {
  it('are medians and quantiles of what was measured', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(
      quantile(
        Array.from({ length: 200 }, (_, at) => at + 1),
        0.99,
      ),
    ).toBe(198);
  });
});

describe('the generated files', () => {
  it('are EDIFACT orders without a fault, the same for the same seed', () => {
    const [first, second] = [join(folder, 'a.edi'), join(folder, 'b.edi')];
    const segments = writeOrdersFile(first, { sizeBytes: 50_000, seed: 7 });
    writeOrdersFile(second, { sizeBytes: 50_000, seed: 7 });
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
    const { interchanges, errors } = readEdifact(readFileSync(first));
    expect(errors).toEqual([]);
    const messages = interchanges.flatMap((one) => one.messages);
    expect(messages.reduce((sum, { segmentCount }) => sum + segmentCount, 2)).toBe(segments);
    expect(messages.every(({ content }) => content.kind === 'order')).toBe(true);
  });

  it('are bank statements whose balances agree', () => {
    const file = join(folder, 'camt.xml');
    writeStatementFile(file, { entries: 1_001, seed: 7 });
    const { statements, errors } = readCamt(readFileSync(file));
    expect(errors).toEqual([]);
    expect(statements.map(({ entries }) => entries.length)).toEqual([1_001]);
  });
});

describe('bench', () => {
  it('names its workloads when asked for another', async () => {
    const err = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    try {
      expect(await benchCommand('none', { json: true })).toBe(2);
      expect(err.mock.calls.map(([text]) => text)).toEqual([
        'comptoir bench: “none” is not a workload; choose one of punch-out-setup, order-500-lines, edifact-tokens, edifact-read, camt-read.\n',
      ]);
    } finally {
      err.mockRestore();
    }
  });
});
