import { care } from './care.ts';
import { chemicals } from './chemicals.ts';
import { cleaning } from './cleaning.ts';
import { comfort } from './comfort.ts';
import { electrical } from './electrical.ts';
import type { Family } from './family.ts';
import { fastening } from './fastening.ts';
import { hygiene } from './hygiene.ts';
import { industry } from './industry.ts';
import { it } from './it.ts';
import { measuring } from './measuring.ts';
import { office } from './office.ts';
import { packaging } from './packaging.ts';
import { safety } from './safety.ts';
import { storage } from './storage.ts';
import { tools } from './tools.ts';
import { workwear } from './workwear.ts';

export { categories, departments } from './categories.ts';
export type { Family, Value } from './family.ts';
export { type Maker, makers } from './makers.ts';

/** Every kind of goods, in the order in which the catalogue is dealt. */
export const families: readonly Family[] = [
  ...safety,
  ...fastening,
  ...tools,
  ...electrical,
  ...cleaning,
  ...office,
  ...packaging,
  ...industry,
  ...chemicals,
  ...hygiene,
  ...workwear,
  ...measuring,
  ...storage,
  ...care,
  ...comfort,
  ...it,
];
