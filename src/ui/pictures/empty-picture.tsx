import type { Child } from 'hono/jsx';

export type EmptyPictureName = 'basket' | 'document' | 'done' | 'inbox' | 'search';

const DRAWINGS: Readonly<Record<EmptyPictureName, () => Child>> = {
  basket: () => (
    <>
      <path class="pic-paper" d="M40 52h80l-9 44a6 6 0 0 1-6 5H55a6 6 0 0 1-6-5Z" />
      <path class="pic-fill" d="M43 66h74l-3 14H46Z" />
      <path class="pic-line" d="M64 62v28M80 62v28M96 62v28" />
      <path class="pic-ink" d="M58 52 72 24M102 52 88 24M34 52h92" />
    </>
  ),
  document: () => (
    <>
      <path class="pic-fill" d="M58 26h48a4 4 0 0 1 4 4v66H58Z" />
      <path
        class="pic-paper"
        d="M50 20h40l14 14v64a4 4 0 0 1-4 4H50a4 4 0 0 1-4-4V24a4 4 0 0 1 4-4Z"
      />
      <path class="pic-ink" d="M90 20v10a4 4 0 0 0 4 4h10" />
      <path class="pic-line" d="M57 48h36M57 60h36M57 72h22" />
      <circle class="pic-warm" cx="104" cy="88" r="15" />
      <path class="pic-warm-line" d="M104 81v14M97 88h14" />
    </>
  ),
  done: () => (
    <>
      <path
        class="pic-paper"
        d="M44 30h72a4 4 0 0 1 4 4v58a4 4 0 0 1-4 4H44a4 4 0 0 1-4-4V34a4 4 0 0 1 4-4Z"
      />
      <path class="pic-fill" d="M44 30h72a4 4 0 0 1 4 4v10H40V34a4 4 0 0 1 4-4Z" />
      <path class="pic-line" d="M66 60h40M66 76h30" />
      <path class="pic-ink" d="m50 60 4 4 7-8M50 76l4 4 7-8" />
      <circle class="pic-warm" cx="116" cy="90" r="16" />
      <path class="pic-warm-line" d="m108 90 6 6 10-11" />
    </>
  ),
  inbox: () => (
    <>
      <path class="pic-paper" d="M38 64 52 30h56l14 34v30a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6Z" />
      <path
        class="pic-fill"
        d="M38 64h24c2 0 3 1 4 3l4 8h20l4-8c1-2 2-3 4-3h24v30a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6Z"
      />
      <path class="pic-ink" d="M38 64h24c2 0 3 1 4 3l4 8h20l4-8c1-2 2-3 4-3h24" />
      <path class="pic-line" d="M62 42h36M58 53h44" />
    </>
  ),
  search: () => (
    <>
      <path
        class="pic-paper"
        d="M42 26h62a4 4 0 0 1 4 4v62a4 4 0 0 1-4 4H42a4 4 0 0 1-4-4V30a4 4 0 0 1 4-4Z"
      />
      <path class="pic-line" d="M48 42h28M48 56h18M48 70h18M48 84h28" />
      <circle class="pic-fill" cx="92" cy="62" r="22" />
      <circle class="pic-ink" cx="92" cy="62" r="22" />
      <path class="pic-ink" d="m108 78 18 18" />
      <path class="pic-warm-line" d="M80 60a12 12 0 0 1 9-10" />
    </>
  ),
};

/** A quiet drawing for an empty place, in the theme's colours. */
export function EmptyPicture({ name }: { name: EmptyPictureName }) {
  return (
    <svg class="empty-picture" viewBox="0 0 160 120" aria-hidden="true">
      <ellipse class="pic-ground" cx="80" cy="104" rx="66" ry="9" />
      {DRAWINGS[name]()}
    </svg>
  );
}
