/** Code lists that EN 16931 binds (BR-CL), as sets. Sources: ISO, UN/CEFACT and CEF publications. */
function codes(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(/\s+/));
}

/** ISO 4217 in force, funds codes included. */
export const currencies = codes(
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD',
  'CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP',
  'GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR',
  'KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN',
  'MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD',
  'SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX',
  'USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF',
  'XPT XSU XTS XUA XXX YER ZAR ZMW ZWG',
);

/** ISO 3166-1 alpha-2, with 1A (Kosovo) and XI (Northern Ireland) as the European list has them. */
export const countries = codes(
  '1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR',
  'BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC',
  'EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK',
  'HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB',
  'LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ',
  'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU',
  'RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN',
  'TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW',
);

/** UNTDID 1001, what may stand in a UBL Invoice. */
export const invoiceTypes = codes(
  '71 80 81 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388',
  '389 390 393 394 395 456 457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877',
  '935',
);

/** UNTDID 1001, what may stand in a UBL CreditNote. */
export const creditNoteTypes = codes('81 83 261 262 296 308 381 396 420 458 502 503 532');

/** UNTDID 2005 as UBL restricts it. */
export const taxPointCodes = codes('3 35 432');

/** UNTDID 4461. */
export const paymentMeans = codes(
  Array.from({ length: 70 }, (_, at) => String(at + 1)).join(' '),
  '74 75 76 77 78 91 92 93 94 95 96 97 98 ZZZ',
);

/** UNTDID 5305 as the standard restricts it. */
export const vatCategories = codes('AE L M E S Z G O K B');

/** UNTDID 5189: why an allowance. */
export const allowanceReasons = codes(
  '41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105',
);

/** UNTDID 7161: why a charge. */
export const chargeReasons = codes(
  'AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS ABT',
  'ABU ACF ACG ACH ACI ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR ADT ADW ADY',
  'ADZ AEA AEB AEC AED AEF AEH AEI AEJ AEK AEL AEM AEN AEO AEP AES AET AEU AEV AEW AEX AEY AEZ AJ',
  'AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM CAN CAO CAP CAQ CAR CAS CAT CAU CAV CAW CAX CAY CAZ',
  'CD CG CS CT DAB DAC DAD DAF DAG DAH DAI DAJ DAK DAL DAM DAN DAO DAP DAQ DL EG EP ER FAA FAB FAC',
  'FC FH FI GAA HAA HD HH IAA IAB ID IF IR IS KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL PRV',
  'RAB RAC RAD RAF RE RF RH RV SA SAA SAD SAE SAI SG SH SM SU TAB TAC TT TV V1 V2 WH XAA YY ZZZ',
);

/** CEF Electronic Address Scheme list. */
export const endpointSchemes = codes(
  '0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183',
  '0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209',
  '0210 0211 0212 0213 0215 0216 0217 0218 0219 0220 0221 0225 0230 0235 0240 0242 0244 0245 0246',
  '0248 9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932',
  '9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951',
  '9952 9953 9957 9959 AN AQ AS AU EM',
);

/** What a document may carry as an attachment (BT-125-1). */
export const attachmentTypes = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
]);

/** ISO 6523 ICD: the registry numbers from 0002; 0092, 0101, 0103 and 0181 are not given out. */
export function isIcd(scheme: string): boolean {
  if (!/^0\d{3}$/.test(scheme)) return false;
  const number = Number(scheme);
  return number >= 2 && number <= 246 && ![92, 103, 181, 182].includes(number);
}

/** UNTDID 1153: reference qualifiers begin with A, older ones have two letters. */
export function isReferenceQualifier(scheme: string): boolean {
  return /^(A[A-Z]{1,2}|[B-Z][A-Z]|ZZZ)$/.test(scheme);
}

/** UNTDID 7143: two letters of the first blocks, the S families and a few of their own. */
export function isItemTypeList(list: string): boolean {
  return (
    /^[AB][A-Z]$/.test(list) ||
    /^(S[RST][A-Z]?|TS[A-Z]|TG)$/.test(list) ||
    classificationLists.has(list)
  );
}

const classificationLists = codes(
  'CC CG CL CR CV DR DW EC EF EMD EN FS GB GN GMN GS HS IB IN IS IT IZ MA MF MN MP NB ON PD PL PO',
  'PPI PV QS RC RN RU RY SA SG SK SN UA UP VN VP VS VX ZZZ',
);

/** CEF VATEX list: articles of directive 2006/112/EC and the French national codes. */
export function isVatex(code: string): boolean {
  return (
    /^VATEX-EU-(79-C|132|132-1[A-Q]|135-1|135-1[A-L]|143|143-1([A-L]|FA)|144|146-1E|148|148-[A-G]|151|151-1([A-E]|AA)|153|159|309|AE|D|F|G|I|IC|J|O)$/.test(
      code,
    ) || /^VATEX-FR-(FRANCHISE|CNWVAT|AE|J|298SEXDECIESA|CGI\d{3}[A-Z0-9-]*)$/.test(code)
  );
}
