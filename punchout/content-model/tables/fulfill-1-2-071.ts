/**
 * What only Fulfill.dtd 1.2.071 has.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const fulfill12071 = `
ConfirmationHeader (DocumentReference?,Total?,Shipping?,Tax?,Contact*,Hazard*,Comments*,IdReference*,Extrinsic*) | confirmID operation=new|update type=accept|allDetail|detail|backordered|except|reject|requestToPay|replace! noticeDate! invoiceID incoTerms=cfr|cif|cip|cpt|daf|dap|ddp|ddu|dpu|deq|des|exw|fas|fca|fob version
ShipNoticeHeader (ServiceLevel*,DocumentReference?,Contact*,LegalEntity?,OrganizationalUnit*,Hazard*,Comments*,TermsOfDelivery?,TermsOfTransport*,Packaging?,Extrinsic*,IdReference*,ReferenceDocumentInfo*) | shipmentID! operation=new|update|delete noticeDate! shipmentDate deliveryDate shipmentType=actual|planned fulfillmentType=partial|complete requestedDeliveryDate reason=return activityStepType=stockTransfer|stockShippingAdvice
ShipNoticeItem (ItemID?,ShipNoticeItemDetail?,UnitOfMeasure,Packaging*,Hazard*,(Batch|SupplierBatchID)*,AssetInfo*,TermsOfDelivery?,OrderedQuantity?,ShipNoticeItemIndustry?,ComponentConsumptionDetails*,ReferenceDocumentInfo*,Comments*,Extrinsic*,IUIDInfo?) | quantity! lineNumber! parentLineNumber shipNoticeLineNumber itemType=composite|item|lean compositeItemType=groupLevel|itemLevel stockTransferType=intra|inter outboundType=stockTransport
ShipNoticeItemDetail (UnitPrice?,Description*,UnitOfMeasure?,PriceBasisQuantity?,Classification*,ManufacturerPartID?,ManufacturerName?,Dimension*,ItemDetailIndustry?,Extrinsic*,ImportInfo?) |
ServiceEntryRequestHeader (PartnerContact*,(DocumentReference|DocumentInfo)?,ServiceEntryDetailLineIndicator?,ServiceEntryDetailShipping?,ShipNoticeIDInfo?,PaymentTerm*,Period?,Comments*,IdReference*,Extrinsic*) | serviceEntryDate! serviceEntryID! supplierReferenceNumber operation=new|update|delete isFinal=yes
ShipNoticeItemIndustry (ShipNoticeItemRetail?,ShipNoticeItemLifeSciences?) |
ShipNoticeItemLifeSciences (Study?,ProtocolID?,PoolID?,MedicationListInfo*,Extrinsic*) |
ReceiptRequestHeader (DocumentReference?,ShipNoticeIDInfo?,Comments?,Extrinsic*) | receiptID! receiptDate! operation=new|delete activityStepType=stockTransfer
QualityNotificationRequestHeader (DocumentReference?,QualityInspectionRequestReference?,QNCode*,ShipTo?,BillTo?,Shipping?,Contact*,QNNotes+,Priority,RequestedProcessingPeriod?,MalfunctionPeriod?,ReferenceDocumentInfo?,ItemInfo,Batch?,ComplainQuantity?,ReturnQuantity?,QualityNotificationTask*,QualityNotificationActivity*,AssetInfo*,Extrinsic*,QualityNotificationHeaderIndustry?) | requestID! externalRequestID requestDate! requestVersion operation=new|update status=draft|new|in-process|completed|postponed|canceled|closed discoveryDate serialNumber returnDate returnAuthorizationNumber itemCategory=subcontract minimumRequiredTasks minimumRequiredActivities minimumRequiredCauses
QualityNotificationRequestItem (QNCode*,OwnerInfo?,Description?,QNNotes*,Period?,AdditionalQNInfo*,QualityNotificationTask*,QualityNotificationActivity*,QualityNotificationCause*,AssetInfo*,Extrinsic*) | defectId! defectCount isCompleted=yes completedDate minimumRequiredTasks minimumRequiredActivities minimumRequiredCauses
QualityNotificationTask (QNCode?,OwnerInfo?,Description?,QNNotes*,Period?,Extrinsic*) | taskId! status=new|in-process|complete|close completedDate completedBy processorId processorName processorType=customer|supplier|customerUser
QualityNotificationActivity (QNCode?,OwnerInfo?,Description?,QNNotes*,Period?,Extrinsic*) | activityId! isCompleted=yes
QualityNotificationHeaderIndustry (AerospaceAndDefense?) |
QualityNotificationCause (QNCode?,OwnerInfo?,Description?,QNNotes*,Extrinsic*) | causeId!
QualityInspectionRequestHeader (DocumentReference?,IdReference,ShipTo?,BillTo?,Contact*,Period?,Priority?,ReferenceDocumentInfo?,ItemInfo,SampleDefinition?,Batch?,QualityInfo?,AssetInfo*,Comments?,Extrinsic*,QualityInspectionHeaderIndustry?) | requestID! requestDate! operation=new|update|delete version createdBy
QualityInspectionHeaderIndustry (AerospaceAndDefense?) |
`;
