/**
 * What the 1.2.071 DTDs share beyond 1.2.050.
 * One element a line: name, content model, |, attributes (= choices, ! required).
 */
export const shared12071 = `
ModificationDetail (Description?,IdReference?,ParentID?,Extrinsic*) | name! code startDate endDate scope calculationType
ImportInfo (HTSCode?,ImporterOfRecord?) |
HTSCode (#PCDATA) |
ImporterOfRecord (#PCDATA) |
AuthorizationLabels (IdReference+) |
AerospaceAndDefense (AuthorizationLabels?,DPAS?) | acknowledgementRequired=yes|no
DPAS EMPTY | rating! contract quantity
BusinessPartner (Address,IdReference*) | type=organization! role=soldTo|shipFrom|orderingAddress|logistics!
ItemOut (ItemID,Path?,(ItemDetail|BlanketItemDetail)?,(SupplierID|SupplierList)?,ShipTo?,Shipping?,Tax?,SpendDetail?,Distribution*,Contact*,TermsOfDelivery?,Comments*,Indicator*,Tolerances?,ControlKeys?,ScheduleLine*,(MasterAgreementReference|MasterAgreementIDInfo)?,ItemOutIndustry?,Packaging*,ReleaseInfo?,Batch?) | quantity! lineNumber requisitionID agreementItemNumber requestedDeliveryDate isAdHoc=yes parentLineNumber itemType=composite|item|lean requiresServiceEntry=yes confirmationDueDate compositeItemType=groupLevel|itemLevel itemClassification=material|service itemCategory=materialUnknown|text|stockTransfer|materialGroup|subcontract|consignment|thirdParty|limit subcontractingType=regular|refurbWithoutChange|refurbWithChange|replacement stockTransferType=intra|inter requestedShipmentDate isReturn=yes returnAuthorizationNumber isDeliveryCompleted=yes unlimitedDelivery=yes isItemChanged=yes isKanban=yes stoDelivery=full|partial stoOrderCombination=yes stoFinalDelivery=yes operation=delete|block
Indicator (#PCDATA) | type level=warning|error
SubcontractingComponent (ComponentID,UnitOfMeasure,Description?,Product?,ProductRevisionID?,Batch?,SubcontractingComponentIndustry?) | quantity! requirementDate materialProvisionIndicator=reworkTo|reworkFrom|regular
ScheduleLine (UnitOfMeasure,ScheduleLineReleaseInfo?,SubcontractingComponent*,ShipTo?,ScheduleLineIndustry?,Extrinsic*) | quantity! requestedDeliveryDate! lineNumber deliveryWindow requestedShipmentDate originalRequestedDeliveryDate type=backlog|immediate|forecast statisticalDeliveryDate
ScheduleLineIndustry (ScheduleLineAerospaceAndDefense?) |
ScheduleLineAerospaceAndDefense (DPAS*) | dpasRating=DO|DX
OrderRequestHeaderIndustry (ReferenceDocumentInfo*,Priority?,ExternalDocumentType?,QualityInfo?,AssetInfo*,LifeSciences?,DPAS?,AuthorizationLabels?,AerospaceAndDefense?) | industryType=lifeSciences|aerospaceAndDefense
LifeSciences EMPTY | orderCategory=clinicalFinishedGoodsOrder|labelPrintingOrder|reworkOrder|shelfLifeExtensionRelabelOrder|additionalLabelPrintingOrder
ItemOutIndustry (ItemOutRetail?,ReferenceDocumentInfo*,Priority?,QualityInfo?,SerialNumberInfo?,BatchInfo?,AssetInfo*,PackagingDistribution*,ItemOutLifeSciences?,ItemOutAerospaceAndDefense?,IUIDInfo?) | planningType=MTO|MTS|ATO|CTO requiresRealTimeConsumption=yes isHUMandatory=yes
ItemOutAerospaceAndDefense (DPAS*) | dpasRating=DO|DX
IUIDInfo (IUIDNumber*) | requiresIUID=yes
IUIDNumber (#PCDATA) |
Packaging (((PackagingCode+,Dimension*)|Dimension+),Description?,PackagingLevelCode?,PackageTypeCodeIdentifierCode?,ShippingContainerSerialCode?,ShippingContainerSerialCodeReference?,PackageID?,ShippingMark*,OrderedQuantity?,DispatchQuantity?,FreeGoodsQuantity?,QuantityVarianceNote?,BestBeforeDate?,AssetInfo*,PackagingIndustry?,StoreCode?,Extrinsic*) |
PoolID (#PCDATA) |
ItemOutLifeSciences (Study?,KitType?,ProtocolID?,PackageControlNumber?,PoolID?,MedicationListInfo*,Extrinsic*) | isCFGPooled=yes
Study (StudyID,Description?) |
StudyID (#PCDATA) |
KitType (KitTypeID,Description?) |
KitTypeID (#PCDATA) |
ProtocolID (#PCDATA) |
PackageControlNumber (#PCDATA) | packageControlNumberExpiryDate! isPackageControlNumberReleased=yes
MedicationListInfo (PropertyValue*) | type=range
SubcontractingComponentLifeSciences (LabelID?,Extrinsic*) |
SubcontractingComponentIndustry (SubcontractingComponentLifeSciences?,BatchInfo?) |
LabelID (#PCDATA) |
PackagingIndustry (PackagingLifeSciences?) |
PackagingLifeSciences (MedicationListInfo*) |
PaymentToken EMPTY | number! expiration! name token!
`;
