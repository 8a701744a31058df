export { type Decoded, decodeXml } from './decode.ts';
export {
  at,
  child,
  children,
  defaultXmlLimits,
  readXml,
  readXmlInSlices,
  textAt,
  textOf,
  type XmlDocument,
  type XmlHandler,
  type XmlLimits,
  type XmlNode,
  xmlStream,
} from './read.ts';
export { el, elText, writeXml, type XmlOut, type XmlPart, xmlSafe } from './write.ts';
