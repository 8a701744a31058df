/** Closes open menus (`details[data-menu]`) on Escape, on a click elsewhere and when another opens. */
export function enhanceMenus(): void {
  document.addEventListener('click', (event) => closeAll(event.target));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const open = document.querySelector('details[data-menu][open]');
    if (!open) return;
    closeAll(null);
    open.querySelector('summary')?.focus();
  });
}

function closeAll(except: EventTarget | null): void {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!(except instanceof Node && menu.contains(except))) menu.removeAttribute('open');
  }
}
