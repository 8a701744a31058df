/**
 * What InvoiceDetail.dtd 1.2.020 changes or adds against cXML.dtd 1.2.020.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const invoice12020 = `
InvoicePartner (Contact,IdReference*) |
InvoiceDetailHeaderIndicator EMPTY | isHeaderInvoice=yes isVatRecoverable=yes
InvoiceDetailLineIndicator EMPTY | isTaxInLine=yes isSpecialHandlingInLine=yes isShippingInLine=yes isDiscountInLine=yes isAccountingInLine=yes
InvoiceDetailOrderInfo ((OrderReference,(MasterAgreementReference|MasterAgreementIDInfo)?,SupplierOrderInfo?)|(MasterAgreementReference,OrderIDInfo?,SupplierOrderInfo?)|(MasterAgreementIDInfo,OrderIDInfo?,SupplierOrderInfo?)|(OrderIDInfo,SupplierOrderInfo?)|SupplierOrderInfo) |
InvoiceDetailShipping (Contact,Contact+,(CarrierIdentifier+,ShipmentIdentifier)?,DocumentReference?) | shippingDate
InvoiceDetailPaymentTerm EMPTY | payInNumberOfDays! percentageRate!
InvoiceDetailDiscount (Money) | percentageRate
InvoiceDetailSummary (SubtotalAmount,Tax,SpecialHandlingAmount?,ShippingAmount?,GrossAmount?,InvoiceDetailDiscount?,NetAmount,DepositAmount?,DueAmount?) |
SerialNumber (#PCDATA) |
InvoiceDetailItemReference (ItemID?,Description?,(ManufacturerPartID,ManufacturerName)?,Country?,SerialNumber*) | lineNumber! serialNumber
InvoiceDetailServiceItemReference (Classification*,ItemID?,Description?) | lineNumber
InvoiceDetailLineSpecialHandling (Description?,Money) |
InvoiceDetailLineShipping (InvoiceDetailShipping,Money) |
InvoiceDetailItem (UnitOfMeasure,UnitPrice,InvoiceDetailItemReference,SubtotalAmount?,Tax?,InvoiceDetailLineSpecialHandling?,InvoiceDetailLineShipping?,GrossAmount?,InvoiceDetailDiscount?,NetAmount?,Distribution*,Comments?,Extrinsic*) | invoiceLineNumber! quantity! referenceDate inspectionDate
InvoiceDetailServiceItem (InvoiceDetailServiceItemReference,SubtotalAmount,Period?,(UnitRate|(UnitOfMeasure,UnitPrice))?,Tax?,GrossAmount?,InvoiceDetailDiscount?,NetAmount?,Distribution*,Comments?,(InvoiceLaborDetail)?,Extrinsic*) | invoiceLineNumber! quantity referenceDate inspectionDate
InvoiceDetailOrderSummary (SubtotalAmount,Period?,Tax?,InvoiceDetailLineSpecialHandling?,InvoiceDetailLineShipping?,GrossAmount?,InvoiceDetailDiscount?,NetAmount?,Comments?,Extrinsic*) | invoiceLineNumber! inspectionDate
InvoiceDetailHeaderOrder (InvoiceDetailOrderInfo,InvoiceDetailOrderSummary) |
InvoiceDetailOrder (InvoiceDetailOrderInfo,(InvoiceDetailItem|InvoiceDetailServiceItem)+) |
InvoiceDetailRequestHeader (InvoiceDetailHeaderIndicator,InvoiceDetailLineIndicator,InvoicePartner*,DocumentReference?,InvoiceIDInfo?,InvoiceDetailShipping?,(InvoiceDetailPaymentTerm*|PaymentTerm*),Period?,Comments?,Extrinsic*) | invoiceID! isInformationOnly=yes purpose=standard|creditMemo|debitMemo|lineLevelCreditMemo operation=new|delete invoiceDate! invoiceOrigin=supplier|buyer
InvoiceDetailRequest (InvoiceDetailRequestHeader,(InvoiceDetailOrder+|InvoiceDetailHeaderOrder+),InvoiceDetailSummary) |
InvoiceLaborDetail (Contractor?,JobDescription?,Supervisor?,WorkLocation?,InvoiceTimeCardDetail?) |
InvoiceTimeCardDetail ((TimeCardReference|TimeCardIDInfo)) |
TimeCardReference (DocumentReference) | timeCardID
TimeCardIDInfo EMPTY | timeCardID!
Message (Status?) | deploymentMode=production|test inReplyTo Id
Request ((InvoiceDetailRequest)) | deploymentMode=production|test Id
Response (Status) | Id
`;
