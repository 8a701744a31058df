/**
 * What cXML.dtd 1.2.020 changes or adds against 1.2.014.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const cxml12020 = `
BlanketItemDetail (Description+,MaxAmount?,MinAmount?,MaxQuantity?,MinQuantity?,UnitPrice?,UnitOfMeasure?,Classification*,Extrinsic*) |
Place (Address?) | code domain
LegOrigin (Place) |
LegDestination (Place) |
AssetInfo (Extrinsic*) | tagNumber serialNumber location
TotalAmountInPostedCurrency (Money) |
TotalAmountInBillingCurrency (Money) |
ItemOut (ItemID,Path?,(ItemDetail|BlanketItemDetail)?,(SupplierID|SupplierList)?,ShipTo?,Shipping?,Tax?,SpendDetail?,Distribution*,Contact*,Comments?) | quantity! lineNumber requisitionID agreementItemNumber requestedDeliveryDate isAdHoc=yes
OrderRequestHeader (Total,ShipTo?,BillTo,Shipping?,Tax?,Payment?,PaymentTerm*,Contact*,Comments?,Followup?,DocumentReference?,SupplierOrderInfo?,Extrinsic*) | orderID! orderDate! orderType=release|regular|blanket releaseRequired=yes type=new|update|delete orderVersion isInternalVersion=yes parentAgreementID parentAgreementPayloadID effectiveDate expirationDate agreementID agreementPayloadID requisitionID shipComplete=yes
MaxQuantity (#PCDATA) |
MinQuantity (#PCDATA) |
FeeAmount (Money) |
LaborDetail (UnitRate+,Period,Contractor?,JobDescription?,Supervisor?,WorkLocation?,Extrinsic*) | supplierReferenceCode
ShipNoticeReference (DocumentReference) | shipNoticeID shipNoticeDate
ShipNoticeIDInfo EMPTY | shipNoticeID! shipNoticeDate
cXML (((Header,(Message|Request))|Response),ds:Signature*) | version payloadID! timestamp! signatureVersion=1.0 xml:lang
From (Credential+,Correspondent?) |
To (Credential+,Correspondent?) |
Message (Status?,(PunchOutOrderMessage|ProviderDoneMessage|SubscriptionChangeMessage|DataAvailableMessage|SupplierChangeMessage|OrganizationChangeMessage)) | deploymentMode=production|test inReplyTo Id
Request ((ProfileRequest|OrderRequest|MasterAgreementRequest|PunchOutSetupRequest|ProviderSetupRequest|StatusUpdateRequest|GetPendingRequest|SubscriptionListRequest|SubscriptionContentRequest|SupplierListRequest|SupplierDataRequest|SubscriptionStatusUpdateRequest|CopyRequest|CatalogUploadRequest|AuthRequest|DataRequest|OrganizationDataRequest)) | deploymentMode=production|test Id
Response (Status,(ProfileResponse|PunchOutSetupResponse|ProviderSetupResponse|GetPendingResponse|SubscriptionListResponse|SubscriptionContentResponse|SupplierListResponse|SupplierDataResponse|AuthResponse|DataResponse|OrganizationDataResponse)?) | Id
Correspondent (Contact+,Extrinsic*) | preferredLanguage
PunchoutDetail (Description+,URL,Classification+,UnitPrice?,UnitOfMeasure?,ManufacturerName?,ManufacturerPartID?,LeadTime?,ExpirationDate?,EffectiveDate?,SearchGroupData*,TerritoryAvailable*,Extrinsic*) | punchoutLevel=store|aisle|shelf|product
Subscription (InternalID,SubscriptionVersion?,Name,Changetime,SupplierID+,Format?,Description?) |
SubscriptionContentRequest (InternalID,SubscriptionVersion?,SupplierID+) |
SubscriptionVersion EMPTY | versionNumber!
SubscriptionStatus (Comments?) | status=received|validation_error|validated|approved|rejected|activated|deactivated|deleted|changed!
SubscriptionStatusUpdateRequest (InternalID,SubscriptionVersion?,SubscriptionStatus) |
PaymentMethod (Description?) | type=ach|cash|check|creditCard|debitCard|draft|wire|other!
PayableInvoiceInfo ((InvoiceReference|InvoiceIDInfo),(PayableOrderInfo|PayableMasterAgreementInfo)?) |
PayableOrderInfo (OrderReference|OrderIDInfo) |
PayableMasterAgreementInfo (MasterAgreementReference|MasterAgreementIDInfo) |
PayableInfo (PayableInvoiceInfo|PayableOrderInfo|PayableMasterAgreementInfo) |
PaymentPartner (Contact,IdReference*,PCard?) |
Organization (Name,Credential+,OrganizationRole*,Address,CorporateInformation?,TaxInformation?,RelationshipInformation?,Description*,Person*,Industry*,Commodity*,Territory*,PaymentInformation*,Extrinsic*) |
OrganizationDataRequest (OrganizationID+) |
OrganizationDataResponse (Organization+) |
OrganizationChangeMessage (Organization+) | type=new|update|delete!
CorporateInformation (AnnualRevenue?,StateOfIncorporation?,OwnershipType*) | yearFounded numberOfEmployees organizationType
StateOfIncorporation (State) |
AnnualRevenue (MinAmount,MaxAmount?) |
OwnershipType (Extrinsic*) | name!
TaxInformation (LegalName?,TaxID*) | isExemptFromBackupWithholding=yes|no
LegalName (#PCDATA) | xml:lang!
TaxID (#PCDATA) | domain=usSSN|usTIN!
RelationshipInformation (PaymentRelationshipInformation?) |
PaymentRelationshipInformation (PaymentProviderInformation+,Extrinsic*) |
PaymentProviderInformation (Description?,PaymentMethod+,Extrinsic*) | paymentProviderID!
Person (Contact,PersonRole+,IdReference*,Extrinsic*) |
PersonRole EMPTY | name!
Industry (Classification) |
Commodity (Classification) |
Territory (Classification) |
PaymentInformation (PaymentMethodRemittanceInformation+) |
PaymentMethodRemittanceInformation (Contact,PaymentMethod*,PaymentMethodPartner*) | isDefault=yes preferredPaymentMethod=ach|cash|check|creditCard|debitCard|draft|wire|other
PaymentMethodPartner (PaymentMethod,PaymentPartner+) |
OrganizationID (Credential+) |
OrganizationRole EMPTY | name!
`;
