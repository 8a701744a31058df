import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../base/index.ts';
import { Icon } from './icon.tsx';

/** A place to go. `count` is what waits there; zero is not shown. */
export type NavItem = {
  readonly href: string;
  readonly label: string;
  readonly current?: boolean;
  readonly count?: number;
  /** The pages of a group; the group's own link leads to one of them. */
  readonly items?: readonly NavItem[];
};

/** A group holds the page; only the page itself is `page`. */
function currentOf(item: NavItem): 'page' | 'true' | undefined {
  if (!item.current) return undefined;
  return item.items ? 'true' : 'page';
}

/** The links of a bar, as a list. */
export function NavList({ items, label }: { items: readonly NavItem[]; label?: string }) {
  return (
    <ul aria-label={label}>
      {items.map((item) => (
        <li>
          <a href={item.href} aria-current={currentOf(item)}>
            {item.label}
            {item.count ? <span class="count">{item.count}</span> : null}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The bar's links in one row and, when one of them is a group that is open, its pages in a second one. */
export function NavRows({ items }: { items: readonly NavItem[] }) {
  const open = items.find((item) => item.current && item.items);
  return (
    <>
      <div class="frame-wide">
        <NavList items={items} />
      </div>
      {open?.items ? (
        <div class="frame-subnav">
          <div class="frame-wide">
            <NavList items={open.items} label={open.label} />
          </div>
        </div>
      ) : null}
    </>
  );
}

export type Crumb = { readonly label: string; readonly href?: string };

/** The way down to this page; the last one is the page itself and no link. */
export function Breadcrumbs({ locale, items }: { locale: Locale; items: readonly Crumb[] }) {
  if (items.length === 0) return null;
  return (
    <nav class="crumbs" aria-label={say(locale)('Breadcrumb', 'Fil d’Ariane')}>
      <ol>
        {items.map((item, at) => (
          <li>
            {item.href && at < items.length - 1 ? (
              <a href={item.href}>{item.label}</a>
            ) : (
              <span aria-current={at === items.length - 1 ? 'page' : undefined}>{item.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The views of one thing, each at its own address: links, so they work without script. */
export function Tabs({ label, items }: { label: string; items: readonly NavItem[] }) {
  return (
    <nav aria-label={label} class="tab-row">
      {items.map((item) => (
        <a href={item.href} aria-current={currentOf(item)}>
          {item.label}
          {item.count === undefined ? null : <span class="tab-count">{item.count}</span>}
        </a>
      ))}
    </nav>
  );
}

function MenuItems({ items }: { items: readonly NavItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li>
          <a href={item.href} aria-current={currentOf(item)}>
            {item.label}
            {item.count === undefined ? null : <span class="tab-count">{item.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

export type MenuGroup = { readonly title: string; readonly items: readonly NavItem[] };

/**
 * A column of links, for settings and long lists of sections. What `more` holds is folded away, under
 * titles, and opens without script.
 */
export function Menu(props: {
  label: string;
  items: readonly NavItem[];
  title?: string;
  more?: { readonly summary: string; readonly groups: readonly MenuGroup[] } | undefined;
}) {
  const { more } = props;
  return (
    <nav aria-label={props.label} class="side-menu">
      {props.title ? <p class="side-menu-title">{props.title}</p> : null}
      <MenuItems items={props.items} />
      {more && more.groups.length > 0 ? (
        <details class="side-menu-more">
          <summary>{more.summary}</summary>
          {more.groups.map((group) => (
            <>
              <p class="side-menu-title">{group.title}</p>
              <MenuItems items={group.items} />
            </>
          ))}
        </details>
      ) : null}
    </nav>
  );
}

export type SearchProps = {
  locale: Locale;
  action: string;
  name?: string;
  value?: string | undefined;
  /** What is searched, for the label and the placeholder: `Search orders`. */
  label?: string;
  /** Filters that must stay as they are. */
  children?: Child;
  id?: string;
};

/** A search box that sends a GET form. `/` puts the cursor into it. */
export function Search(props: SearchProps) {
  const t = say(props.locale);
  const label = props.label ?? t('Search', 'Rechercher');
  const id = props.id ?? 'search';
  return (
    <form role="search" method="get" action={props.action} class="contents">
      {props.children}
      <div class="search-box">
        <Icon name="search" />
        <label class="sr-only" for={id}>
          {label}
        </label>
        <input
          id={id}
          type="search"
          name={props.name ?? 'q'}
          value={props.value}
          placeholder={label}
          autocomplete="off"
          data-search
        />
        <kbd aria-hidden="true">/</kbd>
        <button type="submit">{t('Search', 'Rechercher')}</button>
      </div>
    </form>
  );
}
