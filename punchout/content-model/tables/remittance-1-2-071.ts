/**
 * What only PaymentRemittance.dtd 1.2.071 has.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const remittance12071 = `
PaymentPartner (Contact,IdReference*,(PCard?|PaymentToken?)?,NatureOfBusiness?,IncorporationType?,AccountCurrency?) |
NatureOfBusiness (#PCDATA) |
IncorporationType (#PCDATA) |
AccountCurrency EMPTY | code!
PaymentProposalRequest (PayableInfo?,PaymentMethod?,PaymentPartner*,PaymentTerms?,GrossAmount?,DiscountBasis?,DiscountPercent?,DiscountAmount?,AdjustmentAmount*,Tax?,TaxAdjustment?,NetAmount?,Comments?,Extrinsic*) | paymentProposalID! operation=new|update|delete|hold! isNetworkPayment=yes paymentDate companyCode
AdjustmentAmount (Money,Description?,Modifications?) | type
RemittanceDetail (PayableInfo,NetAmount,GrossAmount,DiscountAmount?,AdjustmentAmount*,Comments?,Extrinsic*) | lineNumber! referenceDocumentNumber paymentProposalID
PaymentReference (DocumentReference) | paymentRemittanceID paymentDate
PaymentIDInfo EMPTY | paymentRemittanceID! paymentDate
PaymentReferenceInfo (PaymentReference|PaymentIDInfo) |
PaymentRemittanceSummary (NetAmount,GrossAmount,DiscountAmount?,AdjustmentAmount?) |
PaymentRemittanceRequestHeader (PaymentMethod,PaymentPartner+,PaymentReferenceInfo?,PaymentPurpose?,Comments?,Extrinsic*) | paymentRemittanceID! paymentDate! isPayment=yes paymentReferenceNumber status=new|void companyCode
PaymentPurpose (#PCDATA) | code!
PaymentRemittanceRequest (PaymentRemittanceRequestHeader,PaymentRemittanceSummary,RemittanceDetail*) |
PaymentBatchRequestHeader (PaymentMethod?,Extrinsic*) | batchID! paymentDate! creationDate!
ControlSum (#PCDATA) |
NumberOfPayments (#PCDATA) |
PaymentBatchSummary (ControlSum,NumberOfPayments) |
PaymentBatchRequest (PaymentBatchRequestHeader,PaymentBatchSummary,PaymentRemittanceRequest+) |
PaymentRemittanceStatusDetail (#PCDATA) | code! description! xml:lang!
PaymentRemittanceStatus (PaymentRemittanceStatusDetail?,Extrinsic*) | type=paid|paying|failed|canceled! paymentReferenceNumber
PaymentRemittanceStatusUpdateRequest (DocumentReference,PaymentRemittanceStatus) |
PaymentReceiptConfirmationRequestHeader (PaymentMethod?,PaymentPartner+,Comments?,Extrinsic*) | paymentReceiptID! issuedDate! paymentReceivedDate! paymentReferenceNumber
PaymentReceiptSummary (NetAmount,Extrinsic*) |
PaymentReceiptConfirmationRequest (PaymentReceiptConfirmationRequestHeader,PaymentReceiptDetails,PaymentReceiptSummary,Extrinsic*) |
PaymentReceiptItem (PaymentDetails,ReferenceDocumentInfo,Extrinsic*) | paymentLineNumber! installmentNumber
PaymentAmount (Money) |
PreviousBalance (Money) |
PresentBalance (Money) |
PaymentDetails (PaymentAmount,PreviousBalance?,PresentBalance?,Extrinsic*) |
PaymentReceiptDetails (PaymentReceiptItem*) |
TradeRequestHeader (PaymentPartner+,Contact?,Comments?,Extrinsic*) | operation=new|update! status=accepted|rejected! tradeID! tradeDate tradeApprovedDate settlementDate autoTrade=yes|no
OriginalAmount (Money) |
CreditApplied (Money) |
Amount (Money) |
TradeRequestSummary (OriginalAmount,CreditApplied?,FeeAmount,Amount) |
DaysPaidEarly (#PCDATA) |
TradeItem (PayableInfo,OriginalAmount,AdjustmentAmount?,DaysPaidEarly,Amount,FeeAmount?,Extrinsic*) | lineNumber paymentProposalID! maturityDate
TradeRequest (TradeRequestHeader,TradeRequestSummary,TradeItem*) |
Message (Status?) | deploymentMode=production|test inReplyTo Id
Request ((PaymentRemittanceRequest|PaymentRemittanceStatusUpdateRequest|PaymentProposalRequest|TradeRequest|PaymentBatchRequest|PaymentReceiptConfirmationRequest|ChargeFileRequest)) | deploymentMode=production|test Id
Response (Status) | Id
ChargeFileRequest (ChargeFileRequestHeader,ChargeFileDetails+) |
ChargeFileRequestHeader (ProviderName,Comments*,IdReference*,Extrinsic*) |
ProviderName (#PCDATA) | xml:lang!
ChargeFileDetails (ChargeFile,Comments*,IdReference*,Extrinsic*) |
ChargeFile (Period,Attachment,NumberOfCharges?) | filename size frequency=daily|weekly|monthly! format statementDate!
NumberOfCharges (#PCDATA) |
`;
