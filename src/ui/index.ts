export {
  ASSETS_PATH,
  type Asset,
  assetUrl,
  defaultAssetsDir,
  loadAssets,
  type Manifest,
  readAsset,
} from './assets.ts';
export { buildAssets } from './build.ts';
export * from './charts.tsx';
export * from './components/button.tsx';
export * from './components/code.tsx';
export * from './components/feedback.tsx';
export * from './components/field.tsx';
export * from './components/figures.tsx';
export * from './components/form.tsx';
export * from './components/icon.tsx';
export * from './components/navigation.tsx';
export * from './components/table.tsx';
export * from './components/text.tsx';
export { typedDecimal } from './form-values.ts';
export { type Flash, FlashRegion, PageHead, type Theme } from './frame.tsx';
export * from './layout.tsx';
export * from './layout-punchout.tsx';
export { EmptyPicture, type EmptyPictureName } from './pictures/empty-picture.tsx';
export * from './pictures/product-picture.tsx';
export { initialsOf, SellerLogo, type SellerLogoProps } from './pictures/seller-logo.tsx';
