const PATHS = {
  alert: 'M8 2.2 14.6 13.6H1.4ZM8 6.4v3.2M8 11.6v.1',
  arrowDown: 'M8 3v10M4 9l4 4 4-4',
  arrowRight: 'M3 8h10M9 4l4 4-4 4',
  arrowUp: 'M8 13V3M4 7l4-4 4 4',
  basket: 'M1.8 6.2h12.4l-1.4 7.2H3.2ZM5 6.2 7.4 2M11 6.2 8.6 2M6.2 8.8v2.2M9.8 8.8v2.2',
  check: 'M3 8.5 6.5 12 13 4.5',
  chevronDown: 'M4 6l4 4 4-4',
  chevronLeft: 'M10 3 5 8l5 5',
  chevronRight: 'M6 3l5 5-5 5',
  copy: 'M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3',
  cross: 'M4 4l8 8M12 4l-8 8',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  error: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.8v3.8M8 11v.1',
  external: 'M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13 3 7.5 8.5',
  file: 'M3.5 1.8h6l3 3v9.4h-9ZM9.5 1.8v3h3',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 7.4v3.8M8 4.8v.1',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  minus: 'M3.5 8h9',
  plus: 'M8 3.5v9M3.5 8h9',
  search: 'M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6ZM10.6 10.6l3.4 3.4',
  steady: 'M3 6h10M3 10h10',
  user: 'M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2.6 14c.4-3 2.5-4.4 5.4-4.4s5 1.4 5.4 4.4',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon in the text's colour. Decorative: the words beside it carry the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
