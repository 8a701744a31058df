import 'htmx.org';
import { enhanceConfirm } from './confirm.ts';
import { enhanceCopy } from './copy.ts';
import { enhanceMenus } from './menus.ts';
import { enhanceReturn } from './return.ts';
import { enhanceSearch } from './search.ts';
import { enhanceSteppers } from './steppers.ts';

/** Listeners sit on the document, so parts that htmx brings in later are covered without a second pass. */
function start(): void {
  enhanceConfirm();
  enhanceCopy();
  enhanceMenus();
  enhanceSearch();
  enhanceSteppers();
  enhanceReturn();
  document.documentElement.dataset['enhanced'] = '';
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
