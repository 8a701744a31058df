import { sha256Hex } from '../../base/index.ts';

const COLOURS = [
  '#1c3d72',
  '#14584d',
  '#8a3d12',
  '#4a3786',
  '#735106',
  '#84263f',
  '#2c5a28',
  '#12526e',
  '#343f54',
  '#5f4126',
] as const;

/** Up to two letters of a name: first of the first word and first of the last, legal forms left out. */
export function initialsOf(name: string): string {
  const words = name
    .split(/[\s\-–'’&.,/]+/)
    .filter(
      (word) => /^[\p{L}\p{N}]/u.test(word) && !/^(sa|sas|sarl|gmbh|ag|ltd|bv|inc)$/i.test(word),
    );
  const first = words.at(0)?.at(0) ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.at(0) ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

export type SellerLogoProps = {
  /** Decides the colour. */
  id: string;
  name: string;
  size?: number;
  /** Without it the tile is decorative, as beside the seller's name. */
  label?: string;
};

/** A seller's tile: initials on a colour of its own. */
export function SellerLogo({ id, name, size = 28, label }: SellerLogoProps) {
  const at = Number.parseInt(sha256Hex(id).slice(0, 8), 16) % COLOURS.length;
  return (
    <svg
      class="seller-logo"
      width={size}
      height={size}
      viewBox="0 0 40 40"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      <rect width="40" height="40" fill={COLOURS[at]} />
      <text
        x="20"
        y="21"
        fill="#ffffff"
        font-size="16"
        font-weight="600"
        text-anchor="middle"
        dominant-baseline="central"
      >
        {initialsOf(name)}
      </text>
    </svg>
  );
}
