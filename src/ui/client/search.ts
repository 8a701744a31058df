/** `/` puts the cursor into the page's search box, unless the reader is already typing. */
export function enhanceSearch(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at instanceof HTMLElement && at.closest('input, textarea, select, [contenteditable]'))
      return;
    const search = document.querySelector('input[data-search]');
    if (!(search instanceof HTMLInputElement)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}
