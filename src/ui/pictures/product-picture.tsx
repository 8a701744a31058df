import { sha256Hex } from '../../base/index.ts';
import { officeShapes, workshopShapes } from './product-shapes.ts';
import { protectionShapes } from './protection-shapes.ts';
import type { Shape } from './shape.ts';

const SHAPES = { ...officeShapes, ...workshopShapes, ...protectionShapes };

/** What can be drawn. */
export type ProductDrawing = keyof typeof SHAPES;

/** UNSPSC code beginnings and their drawing; the longest that fits decides. */
const BY_UNSPSC: Readonly<Record<string, ProductDrawing>> = {
  '11': 'brick',
  '12': 'canister',
  '13': 'canister',
  '14': 'paper',
  '15': 'drum',
  '20': 'gear',
  '22': 'gear',
  '23': 'gear',
  '24': 'box',
  '2410': 'trolley',
  '25': 'truck',
  '26': 'battery',
  '2612': 'cable',
  '27': 'wrench',
  '271127': 'drill',
  '2713': 'drill',
  '30': 'brick',
  '31': 'bolt',
  '3117': 'bearing',
  '3118': 'bearing',
  '3119': 'tape',
  '3120': 'tape',
  '3121': 'canister',
  '32': 'plug',
  '39': 'plug',
  '3910': 'bulb',
  '3911': 'bulb',
  '40': 'valve',
  '41': 'flask',
  '4111': 'caliper',
  '42': 'firstAid',
  '43': 'laptop',
  '4319': 'phone',
  '4320': 'mouse',
  '432117': 'mouse',
  '4322': 'network',
  '4323': 'service',
  '44': 'pen',
  '4410': 'printer',
  '441031': 'printer',
  '46': 'helmet',
  '461815': 'shirt',
  '46181504': 'glove',
  '46181536': 'glove',
  '461816': 'shoe',
  '461817': 'helmet',
  '461818': 'goggles',
  '461819': 'earmuffs',
  '461820': 'mask',
  '4619': 'extinguisher',
  '47': 'spray',
  '48': 'cup',
  '50': 'cup',
  '51': 'firstAid',
  '52': 'cup',
  '53': 'shirt',
  '531116': 'shoe',
  '55': 'book',
  '56': 'chair',
  '60': 'book',
  '78': 'truck',
};

/** The drawing of a UNSPSC code (any length, dots and dashes ignored); services from segment 70 on. */
export function drawingOf(unspsc: string | undefined): ProductDrawing {
  const code = (unspsc ?? '').replace(/\D/g, '');
  for (let length = code.length; length >= 2; length -= 1) {
    const drawing = BY_UNSPSC[code.slice(0, length)];
    if (drawing) return drawing;
  }
  const segment = Number(code.slice(0, 2));
  return segment >= 70 && segment <= 94 ? 'service' : 'tag';
}

type Tones = { tile: string; D: string; M: string; L: string };

const PALETTES: readonly Tones[] = [
  { tile: '#e6edf8', D: '#1c3d72', M: '#5b84c4', L: '#aac3e8' },
  { tile: '#e3f2ef', D: '#14584d', M: '#3f9c8a', L: '#9fd3c7' },
  { tile: '#fbeee3', D: '#8a3d12', M: '#d98246', L: '#f3c49d' },
  { tile: '#efeaf8', D: '#4a3786', M: '#8a74c9', L: '#c7bbe9' },
  { tile: '#fdf4d9', D: '#735106', M: '#d2a12c', L: '#f0d68c' },
  { tile: '#fae8ec', D: '#84263f', M: '#cb6480', L: '#efb4c3' },
  { tile: '#e5f1e4', D: '#2c5a28', M: '#6aa35f', L: '#b2d6aa' },
  { tile: '#e3f1f7', D: '#12526e', M: '#4296bd', L: '#a2d0e5' },
  { tile: '#ecedf1', D: '#343f54', M: '#74829c', L: '#b9c2d2' },
  { tile: '#f5ece4', D: '#5f4126', M: '#a9805a', L: '#dac1a6' },
];

function paletteOf(id: string): Tones {
  const at = Number.parseInt(sha256Hex(id).slice(0, 8), 16) % PALETTES.length;
  return PALETTES[at] ?? { tile: '#e6edf8', D: '#1c3d72', M: '#5b84c4', L: '#aac3e8' };
}

export type ProductPictureProps = {
  /** Decides the colour: the same article is always the same tile. */
  id: string;
  unspsc?: string | undefined;
  /** Text for screen readers; without it the picture is decorative, as beside the article's name. */
  label?: string;
  size?: 'sm' | 'md' | 'lg';
  /** The article's own picture, served by us; replaces the drawing. */
  src?: string | undefined;
};

/** An article's picture: its own, or a drawing of its UNSPSC family on a tinted tile. */
export function ProductPicture(props: ProductPictureProps) {
  const { id, unspsc, label, size = 'sm', src } = props;
  const names = `product-picture picture-${size}`;
  if (src)
    return <img class={`${names} object-contain`} src={src} alt={label ?? ''} loading="lazy" />;
  const tones = paletteOf(id);
  return (
    <svg
      class={names}
      viewBox="-12 -12 88 88"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      <rect x="-12" y="-12" width="88" height="88" fill={tones.tile} />
      {SHAPES[drawingOf(unspsc)].map((shape) => (
        <ShapePath shape={shape} tones={tones} />
      ))}
    </svg>
  );
}

function ShapePath({ shape: [tone, path], tones }: { shape: Shape; tones: Tones }) {
  const colours = { D: tones.D, M: tones.M, L: tones.L, W: '#ffffff' };
  if (tone === 'D' || tone === 'M' || tone === 'L' || tone === 'W') {
    return <path d={path} fill={colours[tone]} />;
  }
  const line = { d: tones.D, m: tones.M, w: '#ffffff' }[tone];
  return (
    <path
      d={path}
      fill="none"
      stroke={line}
      stroke-width="2.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  );
}
