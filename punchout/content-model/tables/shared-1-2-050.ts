/**
 * What cXML.dtd and Fulfill.dtd 1.2.050 share beyond cXML.dtd 1.2.020.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const shared12050 = `
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
CostTermValue (Money|Percentage) |
ConditionType (CostTermValue?,Scales?) | name!
Scale (CostTermValue+) | from to
Scales (Scale+) | scaleType=From|To|Graduated! scaleBasis
ConditionTypes (ConditionType+) |
ValidityPeriod (ConditionTypes) | from! to!
ValidityPeriods (ValidityPeriod+) |
PricingConditions (ValidityPeriods) |
UnitPrice (Money,Modifications?,PricingConditions?) |
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
TaxDetail (TaxableAmount?,TaxAmount,TaxLocation?,TaxAdjustmentAmount?,Description?,TriangularTransactionLawReference?,TaxRegime?,TaxExemption?,Extrinsic*) | taxedElement purpose category! percentageRate isVatRecoverable=yes taxPointDate paymentDate isTriangularTransaction=yes exemptDetail=zeroRated|exempt isWithholdingTax=yes taxRateType basePercentageRate isIncludedInPrice=yes
TaxRegime (#PCDATA) |
Tax (Money,TaxAdjustmentAmount?,Description,TaxDetail*,Distribution*,Extrinsic*) |
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
TaxAdjustmentAmount (Money) |
DeductionPercent EMPTY | percent!
ProductMovementItemIDInfo (IdReference*) | movementLineNumber! movementID! movementDate!
InvoiceItemIDInfo (IdReference*) | invoiceLineNumber! invoiceID! invoiceDate
ReturnQuantity (UnitOfMeasure) | quantity!
MaxContractAmount (Money) |
MaxAdhocAmount (Money) |
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
BlanketItemDetail (Description+,OverallLimit?,ExpectedLimit?,MaxAmount?,MinAmount?,MaxContractAmount?,MaxAdhocAmount?,MaxQuantity?,MinQuantity?,UnitPrice?,UnitOfMeasure?,PriceBasisQuantity?,Classification*,Extrinsic*) |
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
InvoiceInstruction (TemporaryPrice?,Lower?,Upper?) | value=isERS|isNotERS|allowed|notAllowed verificationType=goodsReceipt unitPriceEditable=yes|no
TemporaryPrice EMPTY | value=yes|no!
SESInstruction (Lower?,Upper?) | value=allowed|notAllowed! unitPriceEditable=yes|no
Hazard ((Description+,Classification*)|Classification+) |
PlannedAcceptanceDays (#PCDATA) |
AssetInfo (Extrinsic*) | isReferencedAsset=no tagNumber serialNumber location equipmentId
BillTo (Address,IdReference*) |
ShipTo (Address,CarrierIdentifier*,TransportInformation*,IdReference*) |
BusinessPartner (Address,IdReference*) | type=organization! role=soldTo|shipFrom|orderingAddress!
Shipping (Money,Description,Modifications?) | trackingDomain trackingId tracking
PaymentTerms (PaymentTerm*,Description?,Extrinsic*) | paymentTermCode!
PaymentTerm (Discount?,Extrinsic*) | payInNumberOfDays!
ItemOut (ItemID,Path?,(ItemDetail|BlanketItemDetail)?,(SupplierID|SupplierList)?,ShipTo?,Shipping?,Tax?,SpendDetail?,Distribution*,Contact*,TermsOfDelivery?,Comments*,Tolerances?,ControlKeys?,ScheduleLine*,(MasterAgreementReference|MasterAgreementIDInfo)?,ItemOutIndustry?,Packaging*,ReleaseInfo?,Batch?) | quantity! lineNumber requisitionID agreementItemNumber requestedDeliveryDate isAdHoc=yes parentLineNumber itemType=composite|item|lean requiresServiceEntry=yes confirmationDueDate compositeItemType=groupLevel|itemLevel itemClassification=material|service itemCategory=materialUnknown|text|stockTransfer|materialGroup|subcontract|consignment|thirdParty|limit subcontractingType=regular|refurbWithoutChange|refurbWithChange|replacement stockTransferType=intra|inter requestedShipmentDate isReturn=yes returnAuthorizationNumber isDeliveryCompleted=yes unlimitedDelivery=yes isItemChanged=yes isKanban=yes stoDelivery=full|partial stoOrderCombination=yes
ReleaseInfo (UnitOfMeasure,ShipNoticeReleaseInfo?,Extrinsic*) | releaseType=forecast|jit! cumulativeReceivedQuantity! releaseNumber productionGoAheadEndDate materialGoAheadEndDate
ShipNoticeReleaseInfo ((ShipNoticeReference|ShipNoticeIDInfo),UnitOfMeasure) | receivedQuantity!
ItemIn (ItemID,Path?,ItemDetail,(SupplierID|SupplierList)?,ShipTo?,Shipping?,Tax?,SpendDetail?,Distribution*,Contact*,Comments?,ScheduleLine*,BillTo?,Batch?,Period?,DateInfo*,Extrinsic*) | quantity! openQuantity promisedQuantity lineNumber parentLineNumber itemType=composite|item|lean compositeItemType=groupLevel|itemLevel itemClassification=material|service itemCategory=materialUnknown|text|stockTransfer|materialGroup|subcontract|consignment|thirdParty|limit
SubcontractingComponent (ComponentID,UnitOfMeasure,Description?,Product?,ProductRevisionID?,Batch?) | quantity! requirementDate materialProvisionIndicator=reworkTo|reworkFrom|regular
ScheduleLine (UnitOfMeasure,ScheduleLineReleaseInfo?,SubcontractingComponent*,ShipTo?,Extrinsic*) | quantity! requestedDeliveryDate! lineNumber deliveryWindow requestedShipmentDate originalRequestedDeliveryDate
ScheduleLineReleaseInfo (UnitOfMeasure) | commitmentCode=firm|tradeoff|forecast! cumulativeScheduledQuantity! receivedQuantity
InvoiceStatus (InvoiceIDInfo?,PartialAmount?,Comments*) | type=processing|canceled|reconciled|rejected|paying|paid! paymentNetDueDate
DeliveryPeriod (Period) |
OrderRequestHeader (Total,ShipTo?,BillTo,BusinessPartner*,LegalEntity?,OrganizationalUnit*,Shipping?,Tax?,Payment?,PaymentTerm*,Contact*,Comments*,Followup?,ControlKeys?,DocumentReference?,SupplierOrderInfo?,TermsOfDelivery?,DeliveryPeriod?,IdReference*,OrderRequestHeaderIndustry?,Extrinsic*) | orderID! orderDate! orderType=release|regular|blanket|stockTransport|stockTransportRelease releaseRequired=yes type=new|update|delete orderVersion isInternalVersion=yes parentAgreementID parentAgreementPayloadID effectiveDate expirationDate agreementID agreementPayloadID requisitionID shipComplete=yes pickUpDate requestedDeliveryDate isSTOOutbound=yes
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
FollowUpDocument EMPTY | type category
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
ReferenceDocumentInfo ((DocumentInfo|DocumentReference)?,DateInfo*,Contact*,Extrinsic*) | lineNumber scheduleLineNumber status=created|released|open|completed|closed|cancelled
DateInfo (Extrinsic*) | type=expectedShipmentDate|productionStartDate|productionFinishDate|requestedPickUpDate|expectedPickUpDate|actualPickUpDate|requestedDeliveryDate|expectedDeliveryDate|actualDeliveryDate|confirmedShipmentDate|confirmedDeliveryDate! date!
Priority (Description?) | level=1|2|3|4|5! sequence inventory_level
ExternalDocumentType (Description?) | documentType!
OrderRequestHeaderIndustry (ReferenceDocumentInfo*,Priority?,ExternalDocumentType?,QualityInfo?,AssetInfo*) |
ItemOutIndustry (ItemOutRetail?,ReferenceDocumentInfo*,Priority?,QualityInfo?,SerialNumberInfo?,BatchInfo?,AssetInfo*,PackagingDistribution*) | planningType=MTO|MTS|ATO|CTO requiresRealTimeConsumption=yes isHUMandatory=yes
ItemOutRetail (PromotionVariantID?,PromotionDealID?) |
Packaging (((PackagingCode+,Dimension*)|Dimension+),Description?,PackagingLevelCode?,PackageTypeCodeIdentifierCode?,ShippingContainerSerialCode?,ShippingContainerSerialCodeReference?,PackageID?,ShippingMark*,OrderedQuantity?,DispatchQuantity?,FreeGoodsQuantity?,QuantityVarianceNote?,BestBeforeDate?,AssetInfo*,StoreCode?,Extrinsic*) |
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
QualityInfo (IdReference*|CertificateInfo*) | requiresQualityProcess=yes
BatchInfo EMPTY | requiresBatch=yes
CertificateInfo (IdReference) | isRequired=yes
ShipNoticeLineItemReference EMPTY | shipNoticeLineNumber!
SerialNumberInfo (SerialNumber*,PropertyValue*) | requiresSerialNumber=yes type=list|profile|range
SerialNumber (#PCDATA) |
StoreCode (#PCDATA) |
PackagingDistribution (StoreCode,UnitOfMeasure) | quantity!
SupplierProductionFacilityRelations (ProductionFacilityAssociation+) |
ProductionFacilityAssociation (ProductionFacility,OrganizationalUnit,ShipTo?) | operation=new|update|delete
ProductionFacility (IdReference,ProductionFacilityRole) | name!
ProductionFacilityRole (IdReference) | name!
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
LegalEntity (IdReference) |
OrganizationalUnit (IdReference) |
Routing EMPTY | destination=peppol|fieldglass!
Correspondent (Contact+,Routing?,Extrinsic*) | preferredLanguage
Inventory (SubcontractingStockInTransferQuantity?,UnrestrictedUseQuantity?,BlockedQuantity?,QualityInspectionQuantity?,PromotionQuantity?,StockInTransferQuantity?,IncrementQuantity?,RequiredMinimumQuantity?,RequiredMaximumQuantity?,StockOnHandQuantity?,WorkInProcessQuantity?,IntransitQuantity?,ScrapQuantity?,OrderQuantity?,DaysOfSupply?) |
ConsignmentInventory (SubcontractingStockInTransferQuantity?,UnrestrictedUseQuantity?,BlockedQuantity?,QualityInspectionQuantity?,PromotionQuantity?,StockInTransferQuantity?,IncrementQuantity?,RequiredMinimumQuantity?,RequiredMaximumQuantity?) |
SubcontractingStockInTransferQuantity (UnitOfMeasure?) | quantity
UnrestrictedUseQuantity (UnitOfMeasure?) | quantity
BlockedQuantity (UnitOfMeasure?) | quantity
QualityInspectionQuantity (UnitOfMeasure?) | quantity
PromotionQuantity (UnitOfMeasure?) | quantity
StockInTransferQuantity (UnitOfMeasure?) | quantity
IncrementQuantity (UnitOfMeasure?) | quantity
RequiredMinimumQuantity (UnitOfMeasure?) | quantity
RequiredMaximumQuantity (UnitOfMeasure?) | quantity
Forecast (Period,ForecastQuantity,UnitPrice?,Extrinsic*) |
ForecastQuantity (UnitOfMeasure?) | quantity
MovementQuantity (UnitOfMeasure?) | quantity
OrderQuantity (UnitOfMeasure?) | minimum maximum
DaysOfSupply EMPTY | minimum maximum
StockOnHandQuantity (UnitOfMeasure?) | quantity!
WorkInProcessQuantity (UnitOfMeasure?) | quantity!
IntransitQuantity (UnitOfMeasure?) | quantity!
ScrapQuantity (UnitOfMeasure?) | quantity!
TimeSeriesDetails (Period,(TimeSeriesQuantity|TimeSeriesValue|TimeSeriesAmount)?,UpsideQuantity?,IdReference*,Extrinsic*) |
TimeSeriesQuantity (UnitOfMeasure?) | quantity!
TimeSeriesValue (Description?) | value!
TimeSeriesAmount (Money) |
UpsideQuantity (UnitOfMeasure?) | quantity!
QualityNotificationRequest (QualityNotificationRequestHeader,QualityNotificationRequestItem*) |
QualityNotificationRequestHeader (DocumentReference?,QualityInspectionRequestReference?,QNCode*,ShipTo?,BillTo?,Shipping?,Contact*,QNNotes+,Priority,RequestedProcessingPeriod?,MalfunctionPeriod?,ReferenceDocumentInfo?,ItemInfo,Batch?,ComplainQuantity?,ReturnQuantity?,QualityNotificationTask*,QualityNotificationActivity*,AssetInfo*,Extrinsic*) | requestID! externalRequestID requestDate! requestVersion operation=new|update status=draft|new|in-process|completed|postponed|canceled|closed discoveryDate serialNumber returnDate returnAuthorizationNumber itemCategory=subcontract minimumRequiredTasks minimumRequiredActivities minimumRequiredCauses
QualityNotificationRequestItem (QNCode*,OwnerInfo?,Description?,Period?,AdditionalQNInfo*,QualityNotificationTask*,QualityNotificationActivity*,QualityNotificationCause*,AssetInfo*,Extrinsic*) | defectId! defectCount isCompleted=yes completedDate minimumRequiredTasks minimumRequiredActivities minimumRequiredCauses
AdditionalQNInfo (ItemID?,Batch?,Extrinsic*) | lineNumber!
QualityNotificationTask (QNCode?,OwnerInfo?,Description?,Period?,Extrinsic*) | taskId! status=new|in-process|complete|close completedDate completedBy processorId processorName processorType=customer|supplier|customerUser
QualityNotificationActivity (QNCode?,OwnerInfo?,Description?,Period?,Extrinsic*) | activityId! isCompleted=yes
QualityNotificationCause (QNCode?,OwnerInfo?,Description?,Extrinsic*) | causeId!
QNCode EMPTY | domain! codeGroup codeGroupDescription code! codeDescription!
QNNotes (QNCode?,Description,Attachment*) | user! createDate!
ComplainQuantity (UnitOfMeasure) | quantity!
RequestedProcessingPeriod (Period) |
MalfunctionPeriod (Period) |
OwnerInfo EMPTY | owner! role=customer|supplier!
QualityInspectionRequest (QualityInspectionRequestHeader,QualityInspectionRequestDetail) |
QualityInspectionRequestHeader (DocumentReference?,IdReference,ShipTo?,BillTo?,Contact*,Period?,Priority?,ReferenceDocumentInfo?,ItemInfo,SampleDefinition?,Batch?,QualityInfo?,AssetInfo*,Comments?,Extrinsic*) | requestID! requestDate! operation=new|update|delete version createdBy
QualityInspectionRequestDetail (QualityInspectionCharacteristic+) |
QualityInspectionCharacteristic (Description?,IdReference*,AllowedValues,ExpectedResult?,SampleDefinition?,Comments?,Extrinsic*) | characteristicID! operationNumber! workCenter procedure isLocked=yes allowDefectRecording=yes characteristicType=required|optional|afterAccept|afterRejection isQuantitative=yes recordingType=summarizedRecording|singleResult|noCharacteristicRecording|classedRecording expirationDate inspectionPoint version isAdHoc=yes
SampleDefinition EMPTY | sampleSize sampleType=samplingProcedure|additiveSample|destructiveSample|spcCharacteristic
AllowedValues (PropertyValue?) | type=numeric|decision|choice
ExpectedResult (MinimumLimit?,MaximumLimit?,PropertyValue?) | targetValue valuePrecision qualitativeValue
MinimumLimit (ComparatorInfo) |
MaximumLimit (ComparatorInfo) |
ComparatorInfo EMPTY | comparatorType=greater|less|greaterOrEqual|lessOrEqual! comparatorValue!
QualityInspectionResultRequest (QualityInspectionResultRequestHeader,QualityInspectionResultRequestDetail) |
QualityInspectionResultRequestHeader (QualityInspectionRequestReference,Batch*,Comments*,QualityInspectionQuantity?,AssetInfo*,Extrinsic*) | resultID! resultDate! version createdBy
QualityInspectionResultRequestDetail (QualityInspectionValuation+) |
QualityInspectionValuation (QualitySampleResult*,ValueGroup*,Description?,Extrinsic*) | valuationID! characteristicID! operationNumber! workCenter meanValue aboveTolerance belowTolerance inspectedQuantity nonConformance deviation variance numberOfDefects serialNumber inspectionDate isAdHoc=yes
QualitySampleResult (PropertyValue?) | sampleID unitValue physicalSampleNumber
QualityInspectionLotStock (UnrestrictedUseQuantity?,ScrapQuantity?,SampleUsageQuantity?,BlockedQuantity?,NewMaterialQuantity?,ReserveQuantity?,ReturnQuantity?) |
SampleUsageQuantity (UnitOfMeasure?) | quantity
NewMaterialQuantity (UnitOfMeasure?) | quantity
ReserveQuantity (UnitOfMeasure?) | quantity
QualityInspectionDecisionRequest (QualityInspectionDecisionDetail) |
QualityInspectionDecisionDetail ((QualityInspectionResultReference|QualityInspectionRequestReference|ShipNoticeReference|ReceiptReference),QualityInspectionLotStock,ValueGroup*,Description?,Extrinsic*) | decisionID! decisionDate! status=accepted|rejected qualityScore createdBy
ResourceID (SupplierResourceID,ResourceType?,InputItemID?,OutputItemID?,IdReference*) |
SupplierResourceID (#PCDATA) |
ResourceType (#PCDATA) |
InputItemID (ItemID*) |
OutputItemID (ItemID*) |
`;
