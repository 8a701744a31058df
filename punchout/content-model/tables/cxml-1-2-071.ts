/**
 * What only cXML.dtd 1.2.071 has.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const cxml12071 = `
QuoteRequestHeaderIndustry (AerospaceAndDefense?) |
QuoteRequestHeader (Name?,SupplierSelector?,Total?,Description?,ShipTo?,Contact*,Comments?,QuoteHeaderInfo?,Extrinsic*,QuoteRequestHeaderIndustry?) | requestID! requestDate! type=new|update|delete openDate! closeDate! previewDate templateName currency! xml:lang! quoteReceivingPreference=winningOnly|finalBidsFromAll|all
ContractRequestHeader (LegalEntity,OrganizationID,OrganizationalUnit*,PaymentTerm*,QuoteRequestReference?,MaxAmount?,MinAmount?,MaxReleaseAmount?,MinReleaseAmount?,Contact*,Comments?,DocumentInfo?,ParentContractInfo?,FollowUpDocument?,TermsOfDelivery?,SupplierProductionFacilityRelations?,Extrinsic*,ContractRequestHeaderIndustry?) | contractID! type=value|quantity createDate agreementDate effectiveDate! expirationDate xml:lang! operation=new|update|delete
ContractRequestHeaderIndustry (AerospaceAndDefense?) |
Subscription (InternalID,SubscriptionVersion?,Name,Changetime,SupplierID+,Format?,Description?,CatalogInfo?) |
CatalogInfo (Commodities?) | filename! size! totalItems!
PaymentPartner (Contact,IdReference*,(PCard?|PaymentToken?)?,NatureOfBusiness?,IncorporationType?,AccountCurrency?) |
Person (Contact,PersonRole+,IdReference*,Extrinsic*,AuthorizationProfiles?) |
AuthorizationProfiles (AuthorizationProfile*) |
AuthorizationProfile (AttributeDomain*) | name! owningOrg!
AttributeDomain (IdReference*) | name=ORDER_COLLABORATION|PLANNING_COLLABORATION|QUALITY_COLLABORATION|GENERAL!
QualityNotificationRequestHeader (DocumentReference?,QualityInspectionRequestReference?,QNCode*,ShipTo?,BillTo?,Shipping?,Contact*,QNNotes+,Priority,RequestedProcessingPeriod?,MalfunctionPeriod?,ReferenceDocumentInfo?,ItemInfo,Batch?,ComplainQuantity?,ReturnQuantity?,QualityNotificationTask*,QualityNotificationActivity*,AssetInfo*,Extrinsic*,QualityNotificationHeaderIndustry?) | requestID! externalRequestID requestDate! requestVersion operation=new|update status=draft|new|in-process|completed|postponed|canceled|closed discoveryDate serialNumber returnDate returnAuthorizationNumber itemCategory=subcontract minimumRequiredTasks minimumRequiredActivities minimumRequiredCauses
QualityNotificationRequestItem (QNCode*,OwnerInfo?,Description?,QNNotes*,Period?,AdditionalQNInfo*,QualityNotificationTask*,QualityNotificationActivity*,QualityNotificationCause*,AssetInfo*,Extrinsic*) | defectId! defectCount isCompleted=yes completedDate minimumRequiredTasks minimumRequiredActivities minimumRequiredCauses
QualityNotificationTask (QNCode?,OwnerInfo?,Description?,QNNotes*,Period?,Extrinsic*) | taskId! status=new|in-process|complete|close completedDate completedBy processorId processorName processorType=customer|supplier|customerUser
QualityNotificationActivity (QNCode?,OwnerInfo?,Description?,QNNotes*,Period?,Extrinsic*) | activityId! isCompleted=yes
QualityNotificationHeaderIndustry (AerospaceAndDefense?) |
QualityNotificationCause (QNCode?,OwnerInfo?,Description?,QNNotes*,Extrinsic*) | causeId!
QualityInspectionRequestHeader (DocumentReference?,IdReference,ShipTo?,BillTo?,Contact*,Period?,Priority?,ReferenceDocumentInfo?,ItemInfo,SampleDefinition?,Batch?,QualityInfo?,AssetInfo*,Comments?,Extrinsic*,QualityInspectionHeaderIndustry?) | requestID! requestDate! operation=new|update|delete version createdBy
QualityInspectionHeaderIndustry (AerospaceAndDefense?) |
ProductActivityHeader (ProductActivityHeaderIndustry?) | messageID! creationDate processType=SMI|OEM|VMI|3PL|ManufacturingVisibility|Forecast|Consignment|Sales|POC|Capacity|StockInventory|Other
ProductActivityHeaderIndustry (AerospaceAndDefense?) |
`;
