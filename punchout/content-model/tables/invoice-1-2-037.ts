/**
 * What InvoiceDetail.dtd 1.2.037 changes or adds against 1.2.020.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const invoice12037 = `
Description (#PCDATA|ShortName)* | xml:lang! type
Contact (Name,PostalAddress*,Email*,Phone*,Fax*,URL*,IdReference*,Extrinsic*) | role addressID addressIDDomain
City (#PCDATA) | cityCode
State (#PCDATA) | isoStateCode
Municipality (#PCDATA) | municipalityCode
PostalAddress (DeliverTo*,Street+,City,Municipality?,State?,PostalCode?,Country,Extrinsic*) | name
Address (Name,PostalAddress?,Email?,Phone?,Fax?,URL?) | isoCountryCode addressID addressIDDomain
PartnerContact (Contact,IdReference*) |
Issuer (Address) |
Comments (#PCDATA|Attachment)* | xml:lang type
Attachment (URL) | visibility=internal
AttachmentReference (Name,Description,InternalID,URL?) | length version
UnitPrice (Money,Modifications?) |
PriceBasisQuantity (UnitOfMeasure,Description?) | quantity! conversionFactor!
UnitRate (Money,UnitOfMeasure,PriceBasisQuantity?,TermReference?) |
Total (Money,Modifications?) |
Tolerances (QuantityTolerance?,PriceTolerance?,TimeTolerance?) |
QuantityTolerance (Percentage|Value) |
PriceTolerance (Percentage|Money) |
TimeTolerance EMPTY | limit! type=minutes|hours|days|weeks
Upper (Tolerances) |
Lower (Tolerances) |
TaxExemption (ExemptReason?) | exemptCode!
ExemptReason (#PCDATA) | xml:lang!
TaxDetail (TaxableAmount?,TaxAmount,TaxLocation?,Description?,TriangularTransactionLawReference?,TaxRegime?,TaxExemption?,Extrinsic*) | taxedElement purpose category! percentageRate isVatRecoverable=yes taxPointDate paymentDate isTriangularTransaction=yes exemptDetail=zeroRated|exempt isWithholdingTax=yes taxRateType basePercentageRate isIncludedInPrice=yes
TaxRegime (#PCDATA) |
Tax (Money,Description,TaxDetail*,Distribution*,Extrinsic*) |
Modifications (Modification+) |
OriginalPrice (Money) | type
Modification (OriginalPrice?,(AdditionalDeduction|AdditionalCost),Tax?,ModificationDetail?) | level
AdditionalDeduction (DeductionAmount|DeductionPercent|DeductedPrice) | type
ModificationDetail (Description?,Extrinsic*) | name! code startDate endDate
Value EMPTY | value!
Percentage EMPTY | percent!
AdditionalCost (Money|Percentage) |
DiscountBasis (Money) |
TaxAdjustmentDetail (Money) | category! region
TaxAdjustment (Money,TaxAdjustmentDetail*) |
DeductionPercent EMPTY | percent!
ProductMovementItemIDInfo (IdReference*) | movementLineNumber! movementID! movementDate!
InvoiceItemIDInfo (IdReference*) | invoiceLineNumber! invoiceID! invoiceDate
ReturnQuantity (UnitOfMeasure) | quantity!
Characteristic EMPTY | domain! value! code
EANID (#PCDATA) |
EuropeanWasteCatalogID (#PCDATA) |
PromotionDealID (#PCDATA) |
PromotionVariantID (#PCDATA) |
TotalRetailAmount (Money) |
InformationalAmount (Money) |
GrossProgressPaymentAmount (Money) |
TotalReturnableItemsDepositAmount (Money) |
GoodsAndServiceAmount (Money) |
ExactAmount (Money) |
AdditionalAmounts (TotalRetailAmount?,InformationalAmount?,GrossProgressPaymentAmount?,TotalReturnableItemsDepositAmount?,GoodsAndServiceAmount?,ExactAmount?) |
UnitGrossPrice (Money,PriceBasisQuantity?) |
InformationalPrice (Money,PriceBasisQuantity?) |
InformationalPriceExclTax (Money,PriceBasisQuantity?) |
UnitNetPriceCorrection (Money,PriceBasisQuantity?) |
AdditionalPrices (UnitGrossPrice?,InformationalPrice?,InformationalPriceExclTax?,UnitNetPriceCorrection?) |
ItemIndicator EMPTY | domain! value!
Alternative EMPTY | alternativeType=noAlternative|basicLine|alternativeLine! basicLineNumber
Classification (#PCDATA) | domain! code
SupplierBatchID (#PCDATA) |
SupplierPartID (#PCDATA) | revisionID
BuyerPartID (#PCDATA) |
ItemID (SupplierPartID,SupplierPartAuxiliaryID?,BuyerPartID?,IdReference*) |
ItemDetail (UnitPrice,Description+,OverallLimit?,ExpectedLimit?,UnitOfMeasure,PriceBasisQuantity?,Classification+,ManufacturerPartID?,ManufacturerName?,URL?,LeadTime?,Dimension*,ItemDetailIndustry?,AttachmentReference*,PlannedAcceptanceDays?,Extrinsic*) |
BlanketItemDetail (Description+,MaxAmount?,MinAmount?,MaxQuantity?,MinQuantity?,UnitPrice?,UnitOfMeasure?,PriceBasisQuantity?,Classification*,Extrinsic*) |
ItemDetailIndustry (ItemDetailRetail?) | isConfigurableMaterial=yes
ItemDetailRetail (EANID?,EuropeanWasteCatalogID?,Characteristic*) |
ComponentID (#PCDATA) |
Product (SupplierPartID?,SupplierPartAuxiliaryID?,BuyerPartID?,IdReference*) |
ProductRevisionID (#PCDATA) |
Batch (BuyerBatchID?,SupplierBatchID?,PropertyValuation*) | productionDate expirationDate inspectionDate shelfLife originCountryCode batchQuantity
BuyerBatchID (#PCDATA) |
PropertyValuation (PropertyReference?,ValueGroup*) |
PropertyReference (IdReference*) |
ValueGroup (IdReference?,ParentID?,PropertyValue*) |
ParentID (#PCDATA) |
PropertyValue (Characteristic*) | name
ControlKeys (OCInstruction?,ASNInstruction?,InvoiceInstruction?,SESInstruction?) |
OCInstruction (Lower?,Upper?) | value=allowed|notAllowed|requiredBeforeASN!
ASNInstruction (Lower?,Upper?) | value=allowed|notAllowed!
InvoiceInstruction (TemporaryPrice?) | value=isERS|isNotERS|allowed|notAllowed verificationType=goodsReceipt
TemporaryPrice EMPTY | value=yes|no!
SESInstruction EMPTY | value=allowed|notAllowed!
Hazard ((Description+,Classification*)|Classification+) |
PlannedAcceptanceDays (#PCDATA) |
BillTo (Address,IdReference*) |
ShipTo (Address,CarrierIdentifier*,TransportInformation*,IdReference*) |
Shipping (Money,Description,Modifications?) | trackingDomain trackingId tracking
PaymentTerms (PaymentTerm*,Description?,Extrinsic*) | paymentTermCode!
PaymentTerm (Discount?,Extrinsic*) | payInNumberOfDays!
ItemOut (ItemID,Path?,(ItemDetail|BlanketItemDetail)?,(SupplierID|SupplierList)?,ShipTo?,Shipping?,Tax?,SpendDetail?,Distribution*,Contact*,TermsOfDelivery?,Comments?,Tolerances?,ControlKeys?,ScheduleLine*,(MasterAgreementReference|MasterAgreementIDInfo)?,ItemOutIndustry?,Packaging*,ReleaseInfo?,Batch?) | quantity! lineNumber requisitionID agreementItemNumber requestedDeliveryDate isAdHoc=yes parentLineNumber itemType=composite|item requiresServiceEntry=yes confirmationDueDate compositeItemType=groupLevel|itemLevel itemCategory=subcontract|consignment|thirdParty subcontractingType=regular|refurbWithoutChange|refurbWithChange|replacement requestedShipmentDate isReturn=yes returnAuthorizationNumber isDeliveryCompleted=yes
ReleaseInfo (UnitOfMeasure,ShipNoticeReleaseInfo?,Extrinsic*) | releaseType=forecast|jit! cumulativeReceivedQuantity! releaseNumber productionGoAheadEndDate materialGoAheadEndDate
ShipNoticeReleaseInfo ((ShipNoticeReference|ShipNoticeIDInfo),UnitOfMeasure) | receivedQuantity!
ItemIn (ItemID,Path?,ItemDetail,(SupplierID|SupplierList)?,ShipTo?,Shipping?,Tax?,SpendDetail?,Distribution*,Contact*,Comments?,ScheduleLine*,BillTo?,Batch?,DateInfo*,Extrinsic*) | quantity! openQuantity promisedQuantity lineNumber parentLineNumber itemType=composite|item compositeItemType=groupLevel|itemLevel itemClassification=material|service itemCategory=subcontract|consignment|thirdParty
SubcontractingComponent (ComponentID,UnitOfMeasure,Description?,Product?,ProductRevisionID?,Batch?) | quantity! requirementDate materialProvisionIndicator=reworkTo|reworkFrom|regular
ScheduleLine (UnitOfMeasure,ScheduleLineReleaseInfo?,SubcontractingComponent*,Extrinsic*) | quantity! requestedDeliveryDate! lineNumber deliveryWindow requestedShipmentDate originalRequestedDeliveryDate
ScheduleLineReleaseInfo (UnitOfMeasure) | commitmentCode=firm|tradeoff|forecast! cumulativeScheduledQuantity! receivedQuantity
DeliveryPeriod (Period) |
OrderRequestHeader (Total,ShipTo?,BillTo,Shipping?,Tax?,Payment?,PaymentTerm*,Contact*,Comments?,Followup?,ControlKeys?,DocumentReference?,SupplierOrderInfo?,TermsOfDelivery?,DeliveryPeriod?,IdReference*,OrderRequestHeaderIndustry?,Extrinsic*) | orderID! orderDate! orderType=release|regular|blanket releaseRequired=yes type=new|update|delete orderVersion isInternalVersion=yes parentAgreementID parentAgreementPayloadID effectiveDate expirationDate agreementID agreementPayloadID requisitionID shipComplete=yes pickUpDate requestedDeliveryDate
OverallLimit (Money) |
ExpectedLimit (Money) |
MaxReleaseQuantity (#PCDATA) |
MinReleaseQuantity (#PCDATA) |
PurchaseRequisitionRequest (PurchaseRequisition) |
PurchaseRequisition (PurchaseRequisitionHeader,ItemIn*) |
PurchaseRequisitionHeader (Shipping?,Tax?,Total?,ShipTo?,BillTo?,Contact*,Comments?,DocumentReference?,Extrinsic*) | requisitionID requisitionDate type=new|update|delete requisitionVersion
StatusUpdateRequest (DocumentReference?,Status,((PaymentStatus|SourcingStatus|InvoiceStatus|DocumentStatus|IntegrationStatus))?,Extrinsic*) |
DocumentStatus (DocumentInfo?,ItemStatus*,Comments*) | type!
ItemStatus (ReferenceDocumentInfo,Comments*) | type! code parentLineNumber
DocumentInfo EMPTY | documentID! documentType! documentDate
CopyRequest (cXMLAttachment|cXML) | processingMode=info|process|copy
IntegrationStatus (IntegrationMessage?) | documentStatus=deliverySuccessful|deliveryDelayed|deliveryFailed|deliveryReady|customerConfirmed|customerReceived|customerFailed!
IntegrationMessage (#PCDATA) | isSuccessful=yes|no! type!
Route (#PCDATA|Contact)* | method=air|motor|rail|ship|mail|multimodal|fixedTransport|inlandWater|unknown|custom! means startDate endDate
ShippingInstructions (Description?) |
ShippingContractNumber (#PCDATA) |
TransportTerms (#PCDATA) | value!
TransportInformation (Route?,ShippingContractNumber?,ShippingInstructions?) |
ShippingPaymentMethod (#PCDATA) | value!
TermsOfDeliveryCode (#PCDATA) | value!
TermsOfDelivery (TermsOfDeliveryCode,ShippingPaymentMethod,TransportTerms?,Address?,Comments*) |
SealID (#PCDATA) |
SealingPartyCode (#PCDATA) |
EquipmentIdentificationCode (#PCDATA) |
TermsOfTransport (SealID?,SealingPartyCode?,EquipmentIdentificationCode?,TransportTerms?,Dimension*,Extrinsic*) |
ReferenceDocumentInfo ((DocumentInfo|DocumentReference)?,DateInfo*,Contact*,Extrinsic*) | lineNumber status=created|released|open|completed|closed|cancelled
DateInfo (Extrinsic*) | type=expectedShipmentDate|productionStartDate|productionFinishDate|requestedPickUpDate|expectedPickUpDate|actualPickUpDate|requestedDeliveryDate|expectedDeliveryDate|actualDeliveryDate|confirmedShipmentDate|confirmedDeliveryDate! date!
Priority (Description?) | level=1|2|3|4|5! sequence inventory_level
ExternalDocumentType (Description?) | documentType!
OrderRequestHeaderIndustry (ReferenceDocumentInfo*,Priority?,ExternalDocumentType?) |
ItemOutIndustry (ItemOutRetail?,ReferenceDocumentInfo*,Priority?,QualityInfo?,SerialNumberInfo?) | planningType=MTO|MTS|ATO|CTO
ItemOutRetail (PromotionVariantID?,PromotionDealID?) |
Packaging (((PackagingCode+,Dimension*)|Dimension+),Description?,PackagingLevelCode?,PackageTypeCodeIdentifierCode?,ShippingContainerSerialCode?,ShippingContainerSerialCodeReference?,PackageID?,ShippingMark*,OrderedQuantity?,DispatchQuantity?,FreeGoodsQuantity?,QuantityVarianceNote?,BestBeforeDate?,Extrinsic*) |
PackagingCode (#PCDATA) | xml:lang!
Dimension (UnitOfMeasure) | quantity! type=length|width|height|weight|volume|stackHeight|grossWeight|grossVolume|unitGrossWeight|unitNetWeight!
PackagingLevelCode (#PCDATA) |
PackageTypeCodeIdentifierCode (#PCDATA) |
ShippingContainerSerialCode (#PCDATA) |
ShippingContainerSerialCodeReference (#PCDATA) |
GlobalIndividualAssetID (#PCDATA) |
ReturnablePackageID (#PCDATA) |
PackageTrackingID (#PCDATA) |
PackageID (GlobalIndividualAssetID?,ReturnablePackageID?,PackageTrackingID?) |
ShippingMark (#PCDATA) |
OrderedQuantity (UnitOfMeasure?) | quantity
DispatchQuantity (UnitOfMeasure?) | quantity
FreeGoodsQuantity (UnitOfMeasure?) | quantity
QuantityVarianceNote (#PCDATA) |
BestBeforeDate EMPTY | date!
ExpiryDate EMPTY | date!
ItemInfo (ItemID?,Description?,Classification*,(ManufacturerPartID,ManufacturerName)?,Country?,SupplierBatchID?,ReferenceDocumentInfo*,UnitOfMeasure,Extrinsic*) | quantity!
QualityInfo (IdReference*) | requiresQualityProcess=yes
ShipNoticeLineItemReference EMPTY | shipNoticeLineNumber!
SerialNumberInfo (SerialNumber*,PropertyValue*) | requiresSerialNumber=yes type=list|profile|range!
SpecialHandlingAmount (Money,Description?,Distribution*) |
ShippingAmount (Money,Distribution*) |
FixedAmount (Money) |
FeeAmount (Money,Fee*) |
Fee (Money) | type
DeductionAmount (Money) |
DeductedPrice (Money) |
TotalCharges (Money) |
TotalAllowances (Money) |
TotalAmountWithoutTax (Money) |
OrderIDInfo (IdReference*) | orderID! orderDate
PaymentProposalIDInfo EMPTY | paymentProposalID!
MasterAgreementIDInfo (IdReference*) | agreementID! agreementDate agreementType=scheduling_agreement
MasterAgreementReference (DocumentReference) | agreementID agreementDate agreementType=scheduling_agreement
TransportReference (DocumentReference) | requestID requestDate
TransportIDInfo (IdReference*) | requestID requestDate
ShipmentIdentifier (#PCDATA) | domain trackingNumberDate trackingURL
SupplierOrderInfo EMPTY | orderID! orderDate
ShipNoticeIDInfo (IdReference*) | shipNoticeID! shipNoticeDate
OrderStatusRequestReference (DocumentReference) | orderStatusRequestID orderStatusRequestDate
OrderStatusRequestIDInfo EMPTY | orderStatusRequestID! orderStatusRequestDate
ReceiptReference (DocumentReference) | receiptID receiptDate
ReceiptIDInfo (IdReference*) | receiptID! receiptDate
QualityInspectionRequestReference (DocumentReference?) | inspectionID inspectionDate
QualityInspectionResultReference (DocumentReference?) | inspectionID inspectionDate
InvoiceDetailHeaderIndicator EMPTY | isHeaderInvoice=yes isVatRecoverable=yes isPriceBasedLineLevelCreditMemo=yes
InvoiceDetailLineIndicator EMPTY | isTaxInLine=yes isSpecialHandlingInLine=yes isShippingInLine=yes isDiscountInLine=yes isAccountingInLine=yes isPriceAdjustmentInLine=yes
InvoiceDetailShipping (Contact,Contact+,(CarrierIdentifier+,ShipmentIdentifier+)?,DocumentReference?) | shippingDate
InvoiceDetailDiscount (Money,Distribution*) | percentageRate
InvoiceItemModifications (Modification+) |
InvoiceHeaderModifications (Modification+) |
InvoiceDetailSummary (SubtotalAmount,Tax,SpecialHandlingAmount?,ShippingAmount?,GrossAmount?,InvoiceDetailDiscount?,InvoiceHeaderModifications?,InvoiceDetailSummaryLineItemModifications?,TotalCharges?,TotalAllowances?,TotalAmountWithoutTax?,NetAmount,DepositAmount?,DueAmount?,InvoiceDetailSummaryIndustry?) |
InvoiceDetailItemReference (ItemID?,Description?,Classification*,(ManufacturerPartID,ManufacturerName)?,Country?,SerialNumber*,SupplierBatchID?,InvoiceDetailItemReferenceIndustry?) | lineNumber! serialNumber
ServiceEntryItemReference (DocumentReference) | serviceLineNumber! serviceEntryID serviceEntryDate
ServiceEntryItemIDInfo (IdReference*) | serviceLineNumber! serviceEntryID! serviceEntryDate
InvoiceDetailLineSpecialHandling (Description?,Money,Distribution*) |
InvoiceDetailLineShipping (InvoiceDetailShipping,Money,Distribution*) |
InvoiceDetailItem (UnitOfMeasure,UnitPrice,PriceBasisQuantity?,InvoiceDetailItemReference,ReceiptLineItemReference?,ShipNoticeLineItemReference?,(ServiceEntryItemReference|ServiceEntryItemIDInfo)?,ProductMovementItemIDInfo?,SubtotalAmount?,Tax?,InvoiceDetailLineSpecialHandling?,InvoiceDetailLineShipping?,ShipNoticeIDInfo?,GrossAmount?,InvoiceDetailDiscount?,InvoiceItemModifications?,TotalCharges?,TotalAllowances?,TotalAmountWithoutTax?,NetAmount?,Distribution*,Packaging*,InvoiceDetailItemIndustry?,Comments?,CustomsInfo?,Extrinsic*) | invoiceLineNumber! quantity! referenceDate inspectionDate parentInvoiceLineNumber itemType=composite|item compositeItemType=groupLevel|itemLevel reason=return isAdHoc=yes
InvoiceDetailServiceItem (InvoiceDetailServiceItemReference,(ServiceEntryItemReference|ServiceEntryItemIDInfo)?,SubtotalAmount,Period?,(UnitRate|(UnitOfMeasure,UnitPrice,PriceBasisQuantity?))?,Tax?,GrossAmount?,InvoiceDetailDiscount?,InvoiceItemModifications?,TotalCharges?,TotalAllowances?,TotalAmountWithoutTax?,NetAmount?,Distribution*,Comments?,(InvoiceLaborDetail)?,Extrinsic*) | invoiceLineNumber! quantity referenceDate inspectionDate parentInvoiceLineNumber itemType=composite|item isAdHoc=yes
InvoiceDetailOrder (InvoiceDetailOrderInfo,InvoiceDetailReceiptInfo?,InvoiceDetailShipNoticeInfo?,(InvoiceDetailItem|InvoiceDetailServiceItem)+) |
InvoiceDetailRequestHeader (InvoiceDetailHeaderIndicator,InvoiceDetailLineIndicator,InvoicePartner*,DocumentReference?,InvoiceIDInfo?,PaymentProposalIDInfo?,InvoiceDetailShipping?,ShipNoticeIDInfo?,(InvoiceDetailPaymentTerm*|PaymentTerm*),Period?,Comments?,IdReference*,Extrinsic*) | invoiceID! isInformationOnly=yes purpose=standard|creditMemo|debitMemo|lineLevelCreditMemo|lineLevelDebitMemo operation=new|delete invoiceDate! invoiceOrigin=supplier|buyer isERS=yes
InvoiceDetailSummaryRetail (AdditionalAmounts?) |
InvoiceDetailSummaryIndustry (InvoiceDetailSummaryRetail?) |
InvoiceDetailItemReferenceRetail (EANID?,EuropeanWasteCatalogID?,Characteristic*) |
InvoiceDetailItemReferenceIndustry (InvoiceDetailItemReferenceRetail?) |
InvoiceDetailItemRetail (AdditionalPrices?,TotalRetailAmount?,ItemIndicator*,PromotionDealID?,PromotionVariantID?) |
InvoiceDetailItemIndustry (InvoiceDetailItemRetail?) |
CustomsInfo (Issuer,DocumentInfo) |
ReceiptLineItemReference EMPTY | receiptLineNumber!
InvoiceDetailReceiptInfo (ReceiptReference|ReceiptIDInfo) |
InvoiceDetailShipNoticeInfo (ShipNoticeReference|ShipNoticeIDInfo) |
InvoiceDetailSummaryLineItemModifications (Modification+) |
Message (Status?,(ProviderDoneMessage)) | deploymentMode=production|test inReplyTo Id
Request ((InvoiceDetailRequest|ProviderSetupRequest)) | deploymentMode=production|test Id
Response (Status,(ProviderSetupResponse)?) | Id
`;
