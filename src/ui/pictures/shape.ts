/**
 * One shape of a 64 × 64 drawing: which of the tile's four tones it has, and its path. Capitals are
 * filled (`D` deep, `M` middle, `L` light, `W` white), small letters are drawn as a line.
 */
export type Shape = readonly [tone: 'D' | 'M' | 'L' | 'W' | 'd' | 'm' | 'w', path: string];

type Circle = { x: number; y: number; r: number };
type Box = { x: number; y: number; w: number; h: number; r?: number };

/** A circle as a path. */
export function circle({ x, y, r }: Circle): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** A rectangle with rounded corners as a path. */
export function box({ x, y, w, h, r = 2 }: Box): string {
  return (
    `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` +
    `h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}Z`
  );
}
