/**
 * cXML.dtd 1.2.014, complete but for the signature vocabularies.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const cxml12014 = `
Name (#PCDATA) | xml:lang!
Extrinsic ANY | name!
Description (#PCDATA|ShortName)* | xml:lang!
ShortName (#PCDATA) |
CountryCode (#PCDATA) | isoCountryCode!
AreaOrCityCode (#PCDATA) |
Number (#PCDATA) |
Extension (#PCDATA) |
TelephoneNumber (CountryCode,AreaOrCityCode,Number,Extension?) |
Phone (TelephoneNumber) | name
Fax (TelephoneNumber|URL|Email) | name
URL (#PCDATA) | name
Email (#PCDATA) | name preferredLang
Contact (Name,PostalAddress*,Email*,Phone*,Fax*,URL*) | role addressID
DeliverTo (#PCDATA) |
Street (#PCDATA) |
City (#PCDATA) |
State (#PCDATA) |
PostalCode (#PCDATA) |
Country (#PCDATA) | isoCountryCode!
PostalAddress (DeliverTo*,Street+,City,State?,PostalCode?,Country) | name
Address (Name,PostalAddress?,Email?,Phone?,Fax?,URL?) | isoCountryCode addressID
Money (#PCDATA) | currency! alternateAmount alternateCurrency
Comments (#PCDATA|Attachment)* | xml:lang
Attachment (URL) |
AttachmentReference (Name,Description,InternalID) | length
UnitPrice (Money) |
DocumentReference EMPTY | payloadID!
InternalID (#PCDATA) | domain
OriginatorCookie (#PCDATA) |
BrowserFormPost (URL) |
SelectedService (#PCDATA) |
StartPage (URL) |
ReturnData (ReturnValue,Name) | name
ReturnValue (#PCDATA) |
TimeRange EMPTY | startDate endDate
Period EMPTY | startDate! endDate!
UnitOfMeasure (#PCDATA) |
TermReference EMPTY | termName! term!
UnitRate (Money,UnitOfMeasure,TermReference?) |
Supplier (Name,Comments?,SupplierID+,SupplierLocation*) | corporateURL storeFrontURL
SupplierLocation (Address,OrderMethods) |
OrderMethods (OrderMethod+,Contact?) |
OrderMethod (OrderTarget,OrderProtocol?) |
OrderTarget (Phone|Email|Fax|URL|OtherOrderTarget) |
OrderProtocol (#PCDATA) |
OtherOrderTarget ANY | name
SupplierID (#PCDATA) | domain!
SupplierList (Supplier+) |
ManufacturerPartID (#PCDATA) |
ManufacturerName (#PCDATA) | xml:lang
Classification (#PCDATA) | domain!
LeadTime (#PCDATA) |
SupplierPartID (#PCDATA) |
SupplierPartAuxiliaryID ANY |
ItemID (SupplierPartID,SupplierPartAuxiliaryID?) |
ItemDetail (UnitPrice,Description+,UnitOfMeasure,Classification+,ManufacturerPartID?,ManufacturerName?,URL?,LeadTime?,Extrinsic*) |
TravelDetail ((AirDetail|CarRentalDetail|HotelDetail|RailDetail),PolicyViolation*,Comments?,TermsAndConditions?) | confirmationNumber! pnrLocator quoteExpirationTime
AirDetail (TripType,AirLeg+,AvailablePrice*,Penalty?) |
AirLeg (Vendor,AirLegOrigin,AirLegDestination,BookingClassCode?,Rate?,Meal*) | travelSegment! departureTime! arrivalTime! flightNumber! seatNumber seatType=window|aisle|middle upgrade=yes stops equipment
AirLegOrigin (Airport) |
AirLegDestination (Airport) |
Airport (Address?) | airportCode!
Meal (BookingClassCode?,Description?) |
CarRentalDetail (Vendor,CarRentalPickup,CarRentalDropoff,BookingClassCode?,CarRentalFee+,LimitedMileage?,AvailablePrice*) | travelSegment! pickupTime! dropoffTime!
CarRentalPickup (Airport|Address) |
CarRentalDropoff (Airport|Address) |
LimitedMileage (UnitOfMeasure) | quantity!
CarRentalFee (Total,Rate*) | type=baseRate|additionalDriver|airportAccessFee|dropOffCharge|vehicleLicensingFee|touristTax|prepaidGasoline|navigationSystem|childSeat|luggageRack|collisionDamageInsurance|liabilityInsurance|mobilePhone|other
HotelDetail (Vendor,Address,RoomType,BookingClassCode?,Meal*,Rate*,AvailablePrice*) | travelSegment! arrivalTime! departureTime! checkinTime! checkoutTime! earlyCheckinAllowed=yes lateCheckoutAllowed=yes
RoomType (Description?,Amenities*) | smoking=yes|no! numberOfBed bedType=king|queen|full|double|single|other
Amenities (Description) |
RailDetail (TripType,RailLeg+,AvailablePrice*,Penalty?) |
RailLeg (Vendor,RailLegOrigin,RailLegDestination,BookingClassCode?,Rate?,Meal*) | travelSegment! departureTime! arrivalTime! trainNumber! seatNumber carType=sleeper|seat
RailLegOrigin (Airport|Address) |
RailLegDestination (Airport|Address) |
TripType EMPTY | type=round|oneWay|multiLeg!
Vendor (Address,SupplierID*) | preferred=yes|no!
TermsAndConditions (Description+) |
PolicyViolation (Description,PolicyViolationJustification,Comments?) | level=warning|violation!
PolicyViolationJustification (Description) |
Penalty (Money,Description) |
AvailablePrice (Money,Description?) | type=lowest|lowestCompliant|highestCompliant|highest|other!
Rate (Total,UnitRate,Description?) | quantity!
BookingClassCode (Description?) | domain! code!
Total (Money) |
BillTo (Address) |
ShipTo (Address) |
Shipping (Money,Description) | trackingDomain trackingId tracking
Discount (DiscountPercent|DiscountAmount) |
DiscountPercent EMPTY | percent!
PaymentTerm (Discount?) | payInNumberOfDays!
Payment (PCard) |
Segment EMPTY | type! id! description!
AccountingSegment (Name,Description) | id!
Accounting ((Segment+|AccountingSegment+)) | name!
Charge (Money) |
Distribution (Accounting,Charge) |
TaxAmount (Money) |
TaxableAmount (Money) |
TaxLocation (#PCDATA) | xml:lang!
TriangularTransactionLawReference (#PCDATA) | xml:lang!
TaxDetail (TaxableAmount?,TaxAmount,TaxLocation?,Description?,TriangularTransactionLawReference?) | purpose category! percentageRate isVatRecoverable=yes taxPointDate paymentDate isTriangularTransaction=yes
Tax (Money,Description,TaxDetail*) |
ItemOut (ItemID,Path?,ItemDetail?,(SupplierID|SupplierList)?,ShipTo?,Shipping?,Tax?,SpendDetail?,Distribution*,Contact*,Comments?) | quantity! lineNumber requisitionID agreementItemNumber requestedDeliveryDate isAdHoc=yes
ItemIn (ItemID,Path?,ItemDetail,SupplierID?,ShipTo?,Shipping?,Tax?,SpendDetail?) | quantity! lineNumber
PaymentStatus (PCard,Total,Shipping?,Tax?,Extrinsic*) | orderID! transactionTimestamp! type=Authorization|Settlement|Sale|Credit! isFailed=yes transactionID authorizationID
PartialAmount (Money) |
InvoiceStatus (InvoiceIDInfo?,PartialAmount?,Comments*) | type=processing|canceled|reconciled|rejected|paying|paid!
OrderRequest (OrderRequestHeader,ItemOut+) |
OrderRequestHeader (Total,ShipTo?,BillTo,Shipping?,Tax?,Payment?,PaymentTerm*,Contact*,Comments?,Followup?,DocumentReference?,SupplierOrderInfo?,Extrinsic*) | orderID! orderDate! orderType=release|regular type=new|update|delete orderVersion isInternalVersion=yes agreementID agreementPayloadID requisitionID shipComplete=yes
MasterAgreementRequest (MasterAgreementRequestHeader,AgreementItemOut*) |
MasterAgreementRequestHeader (MaxAmount?,MinAmount?,MaxReleaseAmount?,MinReleaseAmount?,Contact*,Comments?,DocumentReference?,Extrinsic*) | agreementID! agreementDate! type=value|quantity effectiveDate! expirationDate! parentAgreementPayloadID operation=new|update|delete
AgreementItemOut (MaxAmount?,MinAmount?,MaxReleaseAmount?,MinReleaseAmount?,ItemOut) | maxQuantity minQuantity maxReleaseQuantity minReleaseQuantity
MaxAmount (Money) |
MinAmount (Money) |
MaxReleaseAmount (Money) |
MinReleaseAmount (Money) |
Followup (URL) |
PunchOutSetupRequest (BuyerCookie,Extrinsic*,BrowserFormPost?,Contact*,SupplierSetup?,ShipTo?,SelectedItem?,ItemOut*) | operation=create|inspect|edit|source!
BuyerCookie ANY |
SelectedItem (ItemID) |
SupplierSetup (URL) |
PunchOutSetupResponse (StartPage) |
PunchOutOrderMessage (BuyerCookie,PunchOutOrderMessageHeader,ItemIn*) |
PunchOutOrderMessageHeader (SourcingStatus?,Total,ShipTo?,Shipping?,Tax?,SupplierOrderInfo?) | operationAllowed=create|inspect|edit! quoteStatus=pending|final
StatusUpdateRequest (DocumentReference?,Status,((PaymentStatus|SourcingStatus|InvoiceStatus))?) |
cXMLAttachment (Attachment) |
CopyRequest (cXMLAttachment|cXML) |
SourcingStatus (#PCDATA) | action=approve|cancel|deny xml:lang!
DepositAmount (Money) |
SubtotalAmount (Money) |
SpecialHandlingAmount (Money,Description?) |
ShippingAmount (Money) |
GrossAmount (Money) |
NetAmount (Money) |
DueAmount (Money) |
DiscountAmount (Money) |
PCard (PostalAddress?) | number! expiration! name
SpendDetail (TravelDetail|FeeDetail|LaborDetail|Extrinsic) |
FeeDetail (UnitRate+,Period?) | isRecurring=yes
LaborDetail (UnitRate+,Period,Contractor?,JobDescription?,Supervisor?,WorkLocation?) | supplierReferenceCode
JobDescription (Description) |
Supervisor (Contact) |
WorkLocation (Address) |
Contractor (ContractorIdentifier,Contact) |
ContractorIdentifier (#PCDATA) | domain=supplierReferenceID|buyerReferenceID!
OrderReference (DocumentReference) | orderID orderDate
OrderIDInfo EMPTY | orderID! orderDate
OrderInfo (OrderReference|OrderIDInfo) |
InvoiceReference (DocumentReference) | invoiceID invoiceDate
InvoiceIDInfo EMPTY | invoiceID! invoiceDate
MasterAgreementIDInfo EMPTY | agreementID! agreementDate
MasterAgreementReference (DocumentReference) | agreementID agreementDate
CarrierIdentifier (#PCDATA) | domain!
ShipmentIdentifier (#PCDATA) |
Creator (#PCDATA) | xml:lang!
IdReference (Creator?,Description?) | identifier! domain!
SupplierOrderInfo EMPTY | orderID!
ProfileRequest EMPTY |
ProfileResponse (Option*,Transaction+) | effectiveDate! lastRefresh a-dtype
Option (#PCDATA) | name! a-dtype
Transaction (URL,Option*) | requestName! a-dtype
cXML (((Header,(Message|Request))|Response),ds:Signature?) | version payloadID! timestamp! signatureVersion=1.0 xml:lang
Header (From,To,Sender,(Path,OriginalDocument)?) |
From (Credential+) |
To (Credential+) |
Sender (Credential+,UserAgent) |
Path (Node+) |
Node (Credential+) | type=copy|route! itemDetailsRequired=yes
OriginalDocument EMPTY | payloadID!
UserAgent (#PCDATA) |
DigitalSignature ANY | type encoding
SharedSecret ANY |
Identity ANY | lastChangedTimestamp
CredentialMac (#PCDATA) | type! algorithm! creationDate! expirationDate!
Credential (Identity,(SharedSecret|DigitalSignature|CredentialMac)?) | domain! type=marketplace
Status (#PCDATA) | code! text! xml:lang
Message (Status?,(PunchOutOrderMessage|ProviderDoneMessage|SubscriptionChangeMessage|DataAvailableMessage|SupplierChangeMessage)) | deploymentMode=production|test inReplyTo Id
Request ((ProfileRequest|OrderRequest|MasterAgreementRequest|PunchOutSetupRequest|ProviderSetupRequest|StatusUpdateRequest|GetPendingRequest|SubscriptionListRequest|SubscriptionContentRequest|SupplierListRequest|SupplierDataRequest|CopyRequest|CatalogUploadRequest|AuthRequest|DataRequest)) | deploymentMode=production|test Id
Response (Status,(ProfileResponse|PunchOutSetupResponse|ProviderSetupResponse|GetPendingResponse|SubscriptionListResponse|SubscriptionContentResponse|SupplierListResponse|SupplierDataResponse|AuthResponse|DataResponse)?) | Id
cXMLSignedInfo EMPTY | signatureVersion=1.0! payloadID! Id!
Contract (SupplierID+,Comments?,ItemSegment+) | effectiveDate! expirationDate!
ItemSegment (ContractItem+) | segmentKey
ContractItem (ItemID,UnitPrice?,Extrinsic*) |
IndexItemAdd (ItemID,ItemDetail,IndexItemDetail) |
IndexItemDelete (ItemID) |
IndexItemPunchout (ItemID,PunchoutDetail) |
IndexItem (IndexItemAdd+|IndexItemDelete+|IndexItemPunchout+) |
PunchoutDetail (Description+,URL,Classification+,ManufacturerName?,ManufacturerPartID?,ExpirationDate?,EffectiveDate?,SearchGroupData*,TerritoryAvailable*,Extrinsic*) |
Index (SupplierID+,Comments?,SearchGroup*,IndexItem+) | loadmode=Full|Incremental
SearchGroup (Name,SearchAttribute+) |
SearchAttribute EMPTY | name! type
ExpirationDate (#PCDATA) |
EffectiveDate (#PCDATA) |
IndexItemDetail (LeadTime,ExpirationDate?,EffectiveDate?,SearchGroupData*,TerritoryAvailable*) |
TerritoryAvailable (#PCDATA) |
SearchGroupData (Name,SearchDataElement*) |
SearchDataElement EMPTY | name! value!
GetPendingRequest (MessageType+) | maxMessages lastReceivedTimestamp
MessageType (#PCDATA) |
GetPendingResponse (cXML+) |
SubscriptionChangeMessage (Subscription+) | type=new|update|delete!
Subscription (InternalID,Name,Changetime,SupplierID+,Format?,Description?) |
Changetime (#PCDATA) |
Format (#PCDATA) | version!
SubscriptionListRequest EMPTY |
SubscriptionListResponse (Subscription+) |
SubscriptionContentRequest (InternalID,SupplierID+) |
SubscriptionContentResponse (Subscription,SubscriptionContent+) |
SubscriptionContent (CIFContent|Index|Contract) | filename
CIFContent (#PCDATA) |
SupplierChangeMessage (Supplier+) | type=new|update|delete!
SupplierListRequest EMPTY |
SupplierListResponse (Supplier+) |
SupplierDataRequest (SupplierID+) |
SupplierDataResponse (Supplier) |
ProviderSetupRequest (OriginatorCookie,(BrowserFormPost,Followup?)?,SelectedService,Extrinsic*) |
ProviderSetupResponse (StartPage) |
ProviderDoneMessage (OriginatorCookie,ReturnData*) |
DataAvailableMessage (InternalID) |
DataRequest (InternalID) |
DataResponse (Attachment+) |
CatalogUploadRequest (CatalogName,Description,Attachment,Commodities?,AutoPublish?,Notification) | operation=new|update!
CatalogName (#PCDATA) | xml:lang!
Commodities (CommodityCode+) |
CommodityCode (#PCDATA) |
AutoPublish EMPTY | enabled!
Notification (Email?,URLPost?) |
URLPost EMPTY | enabled!
AuthRequest (Credential+,X509Data?) |
X509Data ((X509IssuerSerial|X509SKI|X509SubjectName|X509Certificate)+|X509CRL) |
X509IssuerSerial (X509IssuerName,X509SerialNumber) |
X509IssuerName (#PCDATA) |
X509SubjectName (#PCDATA) |
X509SerialNumber (#PCDATA) |
X509SKI (#PCDATA) |
X509Certificate (#PCDATA) |
X509CRL (#PCDATA) |
AuthResponse (Credential)+ | expirationDate
`;
