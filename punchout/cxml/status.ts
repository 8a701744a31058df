/** Status codes and their texts (cXML Reference Guide 1.2.051, «Status»). */
const TEXTS: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Accepted'],
  [204, 'No Content'],
  [211, 'OK'],
  [280, 'Forwarded'],
  [281, 'Forwarded'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [406, 'Not Acceptable'],
  [409, 'Conflict'],
  [412, 'Precondition Failed'],
  [417, 'Expectation Failed'],
  [450, 'Not Implemented'],
  [461, 'Bad Commodity Code'],
  [462, 'Notification Error'],
  [463, 'Invalid Catalog Format'],
  [464, 'Bad Catalog'],
  [465, 'Duplicate Catalog Name'],
  [466, 'No Catalog to Update'],
  [467, 'Publish Not Allowed'],
  [468, 'Catalog Too Large'],
  [469, 'Bad Catalog Extension'],
  [470, 'Catalog Has Errors'],
  [475, 'Signature Required'],
  [476, 'Signature Verification Failed'],
  [477, 'Signature Unacceptable'],
  [499, 'Document Size Error'],
  [500, 'Internal Server Error'],
  [550, 'Unable to reach cXML server'],
  [551, 'Unable to forward request'],
  [560, 'Temporary server error'],
  [561, 'Too Many Catalogs'],
  [562, 'Publish Disabled'],
]);

/** The guide's text for a status code; a code it does not list is named by its class. */
export function statusText(code: number): string {
  const known = TEXTS.get(code);
  if (known) return known;
  if (code < 300) return 'OK';
  return code < 500 ? 'Bad Request' : 'Internal Server Error';
}
