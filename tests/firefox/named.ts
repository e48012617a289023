import type { ElementHandle, Page } from 'puppeteer-core';

/** What a person finds on the page: an element's role and its accessible name in full. */
export interface NamedElement {
  readonly role:
    | 'button'
    | 'dialog'
    | 'heading'
    | 'menuitem'
    | 'region'
    | 'slider'
    | 'tab'
    | 'table'
    | 'textbox';
  readonly name: string;
}

/** The elements that have a role by themselves or by attribute. */
const selectors: Record<NamedElement['role'], string> = {
  button: 'button:not([role]), [role=button]',
  dialog: 'dialog, [role=dialog]',
  heading: 'h1, h2, h3, h4, h5, h6',
  menuitem: '[role=menuitem]',
  region: 'section:is([aria-label], [aria-labelledby]), [role=region]',
  slider: 'input[type=range], [role=slider]',
  tab: '[role=tab]',
  table: 'table',
  textbox: 'input:not([type]), input[type=text], [role=textbox]',
};

/**
 * The first visible element of that role and name, within the one before it; null where there is none. Firefox's own
 * search by role and name (`::-p-aria`) asks its accessibility service about every element and takes many seconds.
 */
export async function find(
  tab: Page,
  ...path: readonly NamedElement[]
): Promise<ElementHandle<Element> | null> {
  const parts = path.map(({ role, name }) => ({ selector: selectors[role], name }));
  const handle = await tab.evaluateHandle((steps) => {
    const plain = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
    const readText = (element: Element) => {
      const copy = element.cloneNode(true) as Element;
      for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
      return plain(copy.textContent);
    };
    const textOfIds = (ids: string | null) =>
      plain(
        ids
          ?.split(/\s+/)
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      );
    const nameOf = (element: Element): string => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return (
        textOfIds(element.getAttribute('aria-labelledby')) ||
        plain(element.getAttribute('aria-label')) ||
        plain(labels.map((label) => label.textContent).join(' ')) ||
        (element instanceof HTMLTableElement ? plain(element.caption?.textContent) : readText(element)) ||
        plain(element.getAttribute('title'))
      );
    };
    let within: Element | null = document.documentElement;
    for (const { selector, name } of steps) {
      within =
        [...(within?.querySelectorAll(selector) ?? [])].find(
          (element) => nameOf(element) === name && element.checkVisibility(),
        ) ?? null;
    }
    return within;
  }, parts);
  return handle.asElement() as ElementHandle<Element> | null;
}
