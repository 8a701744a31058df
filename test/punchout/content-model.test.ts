import { describe, expect, it } from 'vitest';
import { after, mayEnd, nextNames, parseModel } from '../../punchout/content-model/grammar.ts';
import { modelForWriting, nearestVersion } from '../../punchout/content-model/index.ts';
import { validateCxml } from '../../punchout/index.ts';
import { bytes, documentWith, refusal } from './support.ts';

function accepts(model: string, ...names: readonly string[]): boolean {
  const { type, ...rest } = parseModel(model);
  if (type !== 'children' || !('rule' in rest)) throw new Error('a model of children is needed');
  return mayEnd(names.reduce(after, rest.rule));
}

describe('a content model', () => {
  it.each([
    ['(a,b?)', ['a'], true],
    ['(a,b?)', ['a', 'b'], true],
    ['(a,b?)', ['b'], false],
    ['((a|b)+,c*)', ['a', 'b', 'a', 'c', 'c'], true],
    ['((a|b)+,c*)', ['c'], false],
    ['((a+|b+))', ['a', 'a'], true],
    ['((a+|b+))', ['a', 'b'], false],
    ['(((h,(m|r))|p),s?)', ['h', 'r', 's'], true],
    ['(((h,(m|r))|p),s?)', ['p'], true],
    ['EMPTY', [], true],
    ['EMPTY', ['a'], false],
  ])('%s for %j: %s', (model, names, verdict) => {
    expect(accepts(model, ...names)).toBe(verdict);
  });

  it('names what may come next', () => {
    const model = parseModel('(a?,b*,(c|d))');
    if (model.type !== 'children') throw new Error('a model of children is needed');
    expect(nextNames(model.rule)).toEqual(['a', 'b', 'c', 'd']);
    expect(nextNames(after(model.rule, 'b'))).toEqual(['b', 'c', 'd']);
  });
});

describe('the verdict on a document', () => {
  it('names line, element and what was expected', () => {
    const body = `<Request deploymentMode="tester"><PunchOutSetupRequest operation="create">
<BuyerCookie>c</BuyerCookie><Contact><Name xml:lang="en">n</Name></Contact>
<BrowserFormPost><URL>https://x</URL></BrowserFormPost>
</PunchOutSetupRequest></Request>`;
    expect(validateCxml(documentWith(body), { version: '1.2.014' })).toEqual([
      {
        line: 7,
        element: 'Request',
        message: 'deploymentMode “tester” is none of production, test',
      },
      {
        line: 9,
        element: 'BrowserFormPost',
        message:
          'not allowed here in PunchOutSetupRequest, expected Contact or SupplierSetup or ShipTo or SelectedItem or ItemOut',
      },
    ]);
  });

  it('is given on an element with more children than a call has arguments, and soon', () => {
    const many = '<Extrinsic name="a">b</Extrinsic>'.repeat(55_000);
    const unknown = '<x/>'.repeat(200_000);
    const visit = (inside: string) =>
      documentWith(
        `<Request><PunchOutSetupRequest operation="create"><BuyerCookie>c</BuyerCookie>${inside}</PunchOutSetupRequest></Request>`,
      );
    const started = performance.now();
    expect(validateCxml(visit(many), { version: '1.2.071' })).toEqual([]);
    expect(validateCxml(visit(unknown), { version: '1.2.071' })).toHaveLength(200_001);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it('needs a version whose model is held', () => {
    expect(refusal(() => validateCxml(bytes('<cXML/>'), { version: '1.2.015' }))).toBe(
      'cxml.version_unknown',
    );
  });

  it('is by the newest model not newer than the partner’s version', () => {
    expect(nearestVersion('cXML', '1.2.023')).toBe('1.2.020');
    expect(nearestVersion('cXML', '1.1.007')).toBe('1.2.014');
    expect(nearestVersion('InvoiceDetail', '1.2.099')).toBe('1.2.071');
    expect(modelForWriting('Fulfill', '1.2.020').get('ItemID')?.source).toBe(
      '(SupplierPartID,SupplierPartAuxiliaryID?)',
    );
    expect(modelForWriting('Fulfill', '1.2.050').get('ItemID')?.source).toContain('BuyerPartID');
  });
});
