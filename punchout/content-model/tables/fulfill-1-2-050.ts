/**
 * What only Fulfill.dtd 1.2.050 has.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const fulfill12050 = `
OrderStatusRequest (OrderStatusRequestHeader,OrderStatusRequestItem*) |
OrderStatusRequestHeader ((OrderReference|OrderIDInfo),Contact+,Comments?,Extrinsic*) | orderStatusRequestID! orderStatusRequestDate!
OrderStatusRequestItem (ItemReference,Comments?,Priority?) | rescheduleRequest=in|out|cancel rescheduleDate
ScheduleLineReference (Extrinsic*) | quantity! requestedDeliveryDate! lineNumber
ConfirmationRequest (ConfirmationHeader,OrderReference,(OrderStatusRequestReference|OrderStatusRequestIDInfo)*,ConfirmationItem*) |
ConfirmationHeader (DocumentReference?,Total?,Shipping?,Tax?,Contact*,Hazard*,Comments*,IdReference*,Extrinsic*) | confirmID operation=new|update type=accept|allDetail|detail|backordered|except|reject|requestToPay|replace! noticeDate! invoiceID incoTerms=cfr|cif|cip|cpt|daf|ddp|ddu|deq|des|exw|fas|fca|fob version
ConfirmationItem (UnitOfMeasure,Contact*,Hazard*,ConfirmationStatus+) | quantity! lineNumber! parentLineNumber itemType=composite|item|lean compositeItemType=groupLevel|itemLevel
ConfirmationStatus (UnitOfMeasure,(ItemIn|(UnitPrice?,Tax?,Shipping?)),SupplierBatchID?,ScheduleLineReference?,ComponentConsumptionDetails*,Comments*,Extrinsic*) | quantity! type=accept|allDetail|detail|backordered|reject|unknown|requestToPay! shipmentDate deliveryDate
ShipNoticeRequest (ShipNoticeHeader,ShipControl*,ShipNoticePortion*) |
ShipNoticeHeader (ServiceLevel*,DocumentReference?,Contact*,LegalEntity?,OrganizationalUnit*,Hazard*,Comments*,TermsOfDelivery?,TermsOfTransport*,Packaging?,Extrinsic*,IdReference*,ReferenceDocumentInfo*) | shipmentID! operation=new|update|delete noticeDate! shipmentDate deliveryDate shipmentType=actual|planned fulfillmentType=partial|complete requestedDeliveryDate reason=return
ServiceLevel (#PCDATA) | xml:lang!
ShipControl (CarrierIdentifier+,ShipmentIdentifier+,PackageIdentification?,(Route|TransportInformation)*,Contact*,Comments*,Extrinsic*) | startDate
PackageIdentification EMPTY | rangeBegin! rangeEnd!
ShipNoticePortion (OrderReference,(MasterAgreementReference|MasterAgreementIDInfo)?,Contact*,Comments*,Extrinsic*,ShipNoticeItem*,ReferenceDocumentInfo*) |
ShipNoticeItem (ItemID?,ShipNoticeItemDetail?,UnitOfMeasure,Packaging*,Hazard*,(Batch|SupplierBatchID)*,AssetInfo*,TermsOfDelivery?,OrderedQuantity?,ShipNoticeItemIndustry?,ComponentConsumptionDetails*,ReferenceDocumentInfo*,Comments*,Extrinsic*) | quantity! lineNumber! parentLineNumber shipNoticeLineNumber itemType=composite|item|lean compositeItemType=groupLevel|itemLevel stockTransferType=intra|inter outboundType=stockTransport
ShipNoticeItemDetail (UnitPrice?,Description*,UnitOfMeasure?,PriceBasisQuantity?,Classification*,ManufacturerPartID?,ManufacturerName?,Dimension*,ItemDetailIndustry?,Extrinsic*) |
ServiceEntryRequestHeader (PartnerContact*,(DocumentReference|DocumentInfo)?,ServiceEntryDetailLineIndicator?,ServiceEntryDetailShipping?,ShipNoticeIDInfo?,PaymentTerm*,Period?,Comments*,IdReference*,Extrinsic*) | serviceEntryDate! serviceEntryID! supplierReferenceNumber operation=new|delete isFinal=yes
ServiceEntryOrderInfo (OrderReference|OrderIDInfo) |
ItemReference (ItemID,IdReference*,Classification*,Description?) | lineNumber!
ServiceEntryItem (ItemReference,(MasterAgreementReference|MasterAgreementIDInfo)?,(UnitRate|(UnitOfMeasure,UnitPrice,PriceBasisQuantity?))?,Period?,SubtotalAmount?,Tax?,GrossAmount?,ServiceEntryDetailLineSpecialHandling?,ServiceEntryDetailLineShipping?,ShipNoticeIDInfo?,ServiceEntryDetailDiscount?,ServiceEntryItemModifications?,TotalCharges?,TotalAllowances?,TotalAmountWithoutTax?,NetAmount?,Distribution*,Comments*,Extrinsic*) | serviceLineNumber! quantity! referenceDate inspectionDate type=material|service isAdHoc=yes
ServiceEntryOrder (ServiceEntryOrderInfo,ServiceEntryItem+) |
ServiceEntrySummary (SubtotalAmount,Tax?,SpecialHandlingAmount?,ShippingAmount?,GrossAmount?,ServiceEntryDetailDiscount?,ServiceEntryHeaderModifications?,ServiceEntrySummaryLineItemModifications?,TotalCharges?,TotalAllowances?,TotalAmountWithoutTax?,NetAmount?,DepositAmount?,DueAmount?) |
ServiceEntryRequest (ServiceEntryRequestHeader,ServiceEntryOrder,ServiceEntrySummary) |
ShipNoticeItemRetail (BestBeforeDate?,ExpiryDate?,FreeGoodsQuantity?,PromotionDealID?,PromotionVariantID?) |
ShipNoticeItemIndustry (ShipNoticeItemRetail?) |
ServiceEntryDetailDiscount (Money) | percentageRate
ServiceEntryItemModifications (Modification+) |
ServiceEntryDetailShipping (Contact,Contact+,(CarrierIdentifier+,ShipmentIdentifier+)?,DocumentReference?) |
ServiceEntryHeaderModifications (Modification+) |
ServiceEntryDetailLineIndicator EMPTY | isTaxInLine=yes isSpecialHandlingInLine=yes isShippingInLine=yes isDiscountInLine=yes isAccountingInLine=yes
ServiceEntryDetailLineSpecialHandling (Description?,Money) |
ServiceEntryDetailLineShipping (ServiceEntryDetailShipping,Money) |
ServiceEntrySummaryLineItemModifications (Modification+) |
Message (Status?,(ProductReplenishmentMessage)) | deploymentMode=production|test inReplyTo Id
Request ((ConfirmationRequest|ShipNoticeRequest|ServiceEntryRequest|CopyRequest|SalesOrderRequest|TimeCardInfoRequest|ReceiptRequest|OrderStatusRequest|TimeCardRequest|ComponentConsumptionRequest)) | deploymentMode=production|test Id
Response (Status) | Id
TimeCardRequest (TimeCard) |
TimeCardInfoRequest (TimeCard) |
TimeCard (OrderInfo,Contractor,ReportedTime,SubmitterInfo,ApprovalInfo*,Comments?,DocumentReference?) | type=new|update|delete status=submitted|approved|denied timeCardID!
ReportedTime (Period,TimeCardTimeInterval*,Expense*) |
TimeCardTimeInterval (TimeRange,Comments?,Extrinsic*) | duration! payCode! isNonBillable=yes
Expense (ExpenseAmount,Comments*,Extrinsic*) | expenseDate! expenseType! isNonBillable=yes
ExpenseAmount (Money) |
SubmitterInfo (Contact?) | submittedDate!
ApprovalInfo (Contact?) | approvedDate!
ReceiptRequest (ReceiptRequestHeader,ReceiptOrder+,Total) |
ReceiptRequestHeader (DocumentReference?,ShipNoticeIDInfo?,Comments?,Extrinsic*) | receiptID! receiptDate! operation=new|delete
ReceiptOrder (ReceiptOrderInfo,ReceiptItem+) | closeForReceiving=yes
ReceiptOrderInfo ((OrderReference,(MasterAgreementReference|MasterAgreementIDInfo)?)|(MasterAgreementReference,OrderIDInfo?)|(MasterAgreementIDInfo,OrderIDInfo?)|(OrderIDInfo)) |
ReceiptItem (ReceiptItemReference,UnitRate,ReceivedAmount,AssetInfo*,DeliveryAddress?,Comments?,Batch?,Classification*,Extrinsic*) | receiptLineNumber! quantity! type=received|returned parentReceiptLineNumber itemType=composite|item|lean compositeItemType=groupLevel|itemLevel completedIndicator=yes
ReceiptItemReference (ItemID?,Description?,(ManufacturerPartID,ManufacturerName)?,(ShipNoticeReference|ShipNoticeIDInfo)?,ShipNoticeLineItemReference?,ReferenceDocumentInfo*) | lineNumber!
ReceivedAmount (Money) |
DeliveryAddress (Address) |
ComponentConsumptionRequest (ComponentConsumptionHeader,ComponentConsumptionPortion*) |
ComponentConsumptionHeader (Comments*,Extrinsic*) | consumptionID! operation=new! referenceDocumentID creationDate lastChangeDate
ComponentConsumptionPortion (OrderReference,(MasterAgreementReference|MasterAgreementIDInfo)?,ComponentConsumptionItem*,Extrinsic*) |
ComponentConsumptionItem (ItemID,UnitOfMeasure?,Batch?,Contact*,Comments*,ComponentConsumptionDetails*,ScrapQuantity?,AssetInfo*,Extrinsic*) | poLineNumber! completedIndicator=yes quantity
ComponentConsumptionDetails (Product,UnitOfMeasure,BuyerBatchID?,SupplierBatchID?,ReferenceDocumentInfo*,AssetInfo*,Dimension*,Extrinsic*) | lineNumber quantity! type=blocked|qualityRestricted|scrapped usage=yes|no
ProductReplenishmentMessage (ProductReplenishmentHeader,ProductReplenishmentDetails+,Extrinsic*) |
ProductReplenishmentHeader EMPTY | messageID! creationDate processType=SMI|OEM|VMI|3PL|ManufacturingVisibility|Forecast|Consignment|Sales|POC|Capacity|Other
ProductReplenishmentDetails ((ItemID|ResourceID),Description?,LeadTime?,PlannedAcceptanceDays?,ManufacturerPartID?,ManufacturerName?,ReferenceDocumentInfo*,Characteristic*,Batch?,Contact*,UnitPrice?,Inventory?,ConsignmentInventory?,ReplenishmentTimeSeries*,Comments?,UnitOfMeasure?,Extrinsic*) |
ReplenishmentTimeSeries (TimeSeriesDetails+) | type=manufacturingOrder|purchaseOrder|supplierForecast|shipment|projectedStock|firmReceipt|plannedReceipt|forecastConfirmation|capacityConfirmation|capacityShiftRuns|custom! customType
SalesOrderRequest (SalesOrderHeader,ItemIn*) |
SalesOrderHeader (DocumentReference?,Total?,Tax?,Contact+,Comments*,Extrinsic*) | salesOrderID! operation=new|update|cancel operationAllowed=create|inspect|edit! noticeDate! orderVersion channelType=buy|sell|visibility
`;
