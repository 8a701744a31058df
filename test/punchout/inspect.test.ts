import { describe, expect, it } from 'vitest';
import { inspectCxml } from '../../punchout/index.ts';
import { read } from './support.ts';

const money = (value: string): string => `<Money currency="EUR">${value}</Money>`;

describe('an inspected document', () => {
  it('shows an order with parties, lines and totals', () => {
    const document = read(`<Request><OrderRequest>
<OrderRequestHeader orderID="PO1" orderDate="2026-11-20T09:00:00+01:00" requisitionID="R1"><Total>${money('21')}</Total>
<BillTo><Address addressID="B1"><Name xml:lang="fr">Acme</Name><PostalAddress><Street>1</Street><City>Lyon</City><Country isoCountryCode="FR">France</Country></PostalAddress></Address></BillTo></OrderRequestHeader>
<ItemOut quantity="2"><ItemID><SupplierPartID>A1</SupplierPartID><BuyerPartID>B9</BuyerPartID></ItemID><ItemDetail><UnitPrice>${money('10.125')}</UnitPrice><Description xml:lang="fr">Chaise</Description><UnitOfMeasure>EA</UnitOfMeasure>
<ItemDetailIndustry><ItemDetailRetail><EANID>4006381333931</EANID></ItemDetailRetail></ItemDetailIndustry></ItemDetail></ItemOut>
</OrderRequest></Request>`);
    const shown = inspectCxml(document);
    expect(shown).toMatchObject({
      type: 'OrderRequest',
      number: 'PO1',
      date: '2026-11-20',
      currency: 'EUR',
      references: [{ type: 'requisition', value: 'R1' }],
      totals: { total: '21' },
    });
    expect(shown.parties).toEqual([
      { role: 'from', id: 'AN01', scheme: 'NetworkId' },
      { role: 'to', id: '012345678', scheme: 'DUNS' },
      { role: 'sender', id: 'AN01', scheme: 'NetworkId' },
      { role: 'billTo', name: 'Acme', id: 'B1', country: 'FR' },
    ]);
    expect(shown.lines).toEqual([
      {
        position: '1',
        sellerSku: 'A1',
        buyerSku: 'B9',
        gtin: '4006381333931',
        description: 'Chaise',
        quantity: '2',
        unit: 'EA',
        unitPrice: '10.125',
        lineTotal: '20.25',
      },
    ]);
    expect(JSON.stringify(shown)).not.toContain('s3cret');
  });

  it('reckons a price per basis quantity', () => {
    const document =
      read(`<Message><PunchOutOrderMessage><BuyerCookie>c</BuyerCookie><PunchOutOrderMessageHeader operationAllowed="create"><Total>${money('5')}</Total></PunchOutOrderMessageHeader>
<ItemIn quantity="10"><ItemID><SupplierPartID>A1</SupplierPartID></ItemID><ItemDetail><UnitPrice>${money('100')}</UnitPrice><Description xml:lang="en">Screw</Description><UnitOfMeasure>EA</UnitOfMeasure>
<PriceBasisQuantity quantity="1000" conversionFactor="1"><UnitOfMeasure>EA</UnitOfMeasure></PriceBasisQuantity></ItemDetail></ItemIn></PunchOutOrderMessage></Message>`);
    expect(inspectCxml(document).lines[0]?.lineTotal).toBe('1.00');
  });

  it('shows what went back to the seller as a negative receipt', () => {
    const document = read(`<Request><ReceiptRequest>
<ReceiptRequestHeader receiptID="WE1" receiptDate="2026-11-20"/>
<ReceiptOrder><ReceiptOrderInfo><OrderIDInfo orderID="PO1"/></ReceiptOrderInfo>
<ReceiptItem receiptLineNumber="1" quantity="3" type="returned"><ReceiptItemReference lineNumber="4"/></ReceiptItem></ReceiptOrder>
</ReceiptRequest></Request>`);
    const shown = inspectCxml(document);
    expect(shown.lines).toEqual([{ position: '4', quantity: '-3' }]);
    expect(shown.references).toEqual([{ type: 'order', value: 'PO1' }]);
  });

  it('takes number and date from the envelope where the payload has none', () => {
    const shown = inspectCxml(read('<Request><ProfileRequest/></Request>'));
    expect(shown.number).toBe('1@buyer');
    expect(shown.date).toBe('2026-11-21');
  });
});
