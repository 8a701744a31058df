export * from './call-up.ts';
export {
  fitsCharset,
  inCharset,
  type OciCharset,
  type OciField,
  ociCharset,
  readFormFields,
} from './form.ts';
export { buildOciFields, encodeOciItems, type OciItem, type OciNote } from './items.ts';
