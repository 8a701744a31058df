/**
 * What only cXML.dtd 1.2.050 has.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const cxml12050 = `
Message (Status?,(PunchOutOrderMessage|ProviderDoneMessage|SubscriptionChangeMessage|DataAvailableMessage|SupplierChangeMessage|OrganizationChangeMessage|ProductActivityMessage)) | deploymentMode=production|test inReplyTo Id
Request ((ProfileRequest|OrderRequest|MasterAgreementRequest|PurchaseRequisitionRequest|PunchOutSetupRequest|ProviderSetupRequest|StatusUpdateRequest|GetPendingRequest|SubscriptionListRequest|SubscriptionContentRequest|SupplierListRequest|SupplierDataRequest|SubscriptionStatusUpdateRequest|CopyRequest|CatalogUploadRequest|AuthRequest|DataRequest|OrganizationDataRequest|ApprovalRequest|QualityNotificationRequest|QualityInspectionRequest|QualityInspectionResultRequest|QualityInspectionDecisionRequest)) | deploymentMode=production|test Id
QuoteItemOut (ItemID?,ItemDetail,ShipTo?,Shipping?,Tax?,SpendDetail?,Total?,TermsOfDelivery?,ReferenceDocumentInfo?,Contact*,Comments?,Alternative?,SupplierSelector?) | quantity! lineNumber parentLineNumber requestedDeliveryDate itemClassification=material|service itemType=composite|item|lean serviceLineType=standard|blanket|contingency|openquantity|information
QuoteHeaderInfo (LegalEntity?,OrganizationalUnit*,PaymentTerms*,FollowUpDocument?,DocumentReference?,Extrinsic*) |
QuoteItemIn (ItemID?,ItemDetail,ShipTo?,Shipping?,Tax?,SpendDetail?,Total?,TermsOfDelivery?,ReferenceDocumentInfo*,Contact*,Comments?,Alternative?,SupplierProductionFacilityRelations?,Extrinsic*) | type=accept|reject|update|final|award! quantity! lineNumber parentLineNumber requestedDeliveryDate rank itemClassification=material|service itemType=composite|item|lean serviceLineType=standard|blanket|contingency|openquantity|information
QuoteMessageHeader (OrganizationID,Total,ShipTo?,Contact*,QuoteRequestReference?,Comments?,QuoteHeaderInfo?,SupplierProductionFacilityRelations?,Extrinsic*) | type=accept|reject|update|final|award! quoteID! quoteDate! currency! xml:lang!
QuoteRequestReference (DocumentReference?) | requestID! requestDate!
QuoteMessage (QuoteMessageHeader,QuoteItemIn*) |
QuoteRequest (QuoteRequestHeader,QuoteItemOut*) |
QuoteRequestHeader (Name?,SupplierSelector?,Total?,Description?,ShipTo?,Contact*,Comments?,QuoteHeaderInfo?,Extrinsic*) | requestID! requestDate! type=new|update|delete openDate! closeDate! previewDate templateName currency! xml:lang! quoteReceivingPreference=winningOnly|finalBidsFromAll|all
SupplierSelector (SupplierInvitation*) | matchingType=invitationOnly|approvedVendorOnly|public
SupplierInvitation (OrganizationID,Correspondent?,MasterAgreementIDInfo?,Extrinsic*) | supplierStatus=approved|contracted
ContractRequest (ContractRequestHeader,ContractItemIn+) |
ContractRequestHeader (LegalEntity,OrganizationID,OrganizationalUnit*,PaymentTerm*,QuoteRequestReference?,MaxAmount?,MinAmount?,MaxReleaseAmount?,MinReleaseAmount?,Contact*,Comments?,DocumentInfo?,ParentContractInfo?,FollowUpDocument?,TermsOfDelivery?,SupplierProductionFacilityRelations?,Extrinsic*) | contractID! type=value|quantity createDate agreementDate effectiveDate! expirationDate xml:lang! operation=new|update|delete
ContractItemIn (MaxAmount?,MinAmount?,MaxReleaseAmount?,MinReleaseAmount?,MaxQuantity?,MinQuantity?,MaxReleaseQuantity?,MinReleaseQuantity?,TermsOfDelivery?,ItemIn,ReferenceDocumentInfo*,Alternative?,SupplierProductionFacilityRelations?,Extrinsic*) | operation=new|update|delete itemType=composite|item|lean serviceLineType=standard|blanket|contingency|openquantity|information
ParentContractInfo (DocumentInfo) |
ContractStatusUpdateRequest (Status,ContractStatus?,Extrinsic*) |
ContractStatus (ContractIDInfo,ContractItemStatus*,Comments*) | type!
ContractIDInfo (IdReference*) | contractID! contractDate contractType=scheduling_agreement
ContractItemStatus (ItemStatus,IdReference?,Comments*) |
PunchoutDetail (Description+,URL,Classification+,UnitPrice?,UnitOfMeasure?,PriceBasisQuantity?,ManufacturerName?,ManufacturerPartID?,LeadTime?,ExpirationDate?,EffectiveDate?,SearchGroupData*,TerritoryAvailable*,Extrinsic*) | punchoutLevel=store|aisle|shelf|product
PaymentPartner (Contact,IdReference*,PCard?,NatureOfBusiness?,IncorporationType?,AccountCurrency?) |
NatureOfBusiness (#PCDATA) |
IncorporationType (#PCDATA) |
AccountCurrency EMPTY | code!
TaxID (#PCDATA) | domain=usSSN|usTIN|stateTIN|regionalTIN|vatID!
ApprovalRequest (ApprovalRequestHeader,(AcceptanceItem*|ApprovalItem*)) |
ApprovalRequestHeader (DocumentReference,cXMLAttachment,Contact?,Comments?,Extrinsic*) | approvalStatus=approved|awaitingApproval|reject|approvedAndUpdatePO type=orderConfirmation! creationDate! approvalStartDate approvalEndDate
ApprovalItem (UnitOfMeasure,Comments?) | lineNumber! quantity! approvalStatus=approved|awaitingApproval|reject|approvedAndUpdatePO! reason=quantityDeviation|dateDeviation|quantityAndDateDeviation startDate endDate deviatedDate
AcceptanceItem (DeviationReason*,Comments?,AcceptanceItemDetail*,Extrinsic*) | lineNumber! acceptanceStatus=approved|awaitingApproval|rejected|approvedAndUpdatePO!
AcceptanceItemDetail (AcceptanceScheduleDetail+,UnitPrice?,Extrinsic*) | approvedAction=update|replace
AcceptanceScheduleDetail (Extrinsic*) | quantity! deliveryDate approvedAction=new|update|delete lineNumber
DeviationReason (Comments?) | value=dateDeviation|quantityDeviation|priceDeviation!
ProductActivityMessage (ProductActivityHeader,ProductActivityDetails+,Extrinsic*) | subcontractingIndicator=yes
ProductActivityHeader EMPTY | messageID! creationDate processType=SMI|OEM|VMI|3PL|ManufacturingVisibility|Forecast|Consignment|Sales|POC|Capacity|Other
ProductActivityDetails ((ItemID|ResourceID),Description?,Classification*,SerialNumberInfo?,ForecastDetails?,LeadTime?,PlannedAcceptanceDays?,ManufacturerPartID?,ManufacturerName?,ReferenceDocumentInfo*,Characteristic*,Batch?,Contact*,UnitPrice?,Inventory?,ConsignmentInventory?,TimeSeries*,PlanningTimeSeries*,InventoryTimeSeries*,ConsignmentMovement*,SalesReport?,UnitOfMeasure?,Extrinsic*) | status=active|inactive|deleted
ForecastDetails EMPTY | cumulativeStartDate cumulativeEndDate
InventoryTimeSeries (TimeSeriesDetails+) | type=targetStock|projectedStock|safetyStock|minimumStock|maximumStock!
SalesReport (Period,SalesQuantity,ReturnQuantity?,Total?,PromotionVariantID?,Comments*) | salesDate lineNumber!
SalesQuantity (UnitOfMeasure) | quantity!
TimeSeries (Forecast+) | type=orderForecast|demand!
PlanningTimeSeries (TimeSeriesDetails+) | type=supplyPlan|longtermforecast|constrainedforecast|grossdemand|netdemand|capacitydemand|custom! customType
ConsignmentMovement (ProductMovementItemIDInfo,InvoiceItemIDInfo?,ReferenceDocumentInfo?,MovementQuantity,SubtotalAmount,UnitPrice?,Extrinsic*) |
`;
