import type { Page } from '@playwright/test';

/**
 * What does not look right on the page as it stands: a page or a part that scrolls sideways, text that is cut without an
 * ellipsis and a title, text that reaches out of its button, text over other text.
 */
export const faultsOfLooks = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    interface Piece {
      readonly element: Element;
      readonly text: string;
      readonly boxes: readonly DOMRect[];
      readonly layer: Element;
    }
    const tolerance = 1;
    const faults: string[] = [];
    const named = (text: string) => `“${text.replace(/\s+/g, ' ').trim().slice(0, 60)}”`;

    const { documentElement } = document;
    for (const part of [documentElement, ...document.querySelectorAll('main, main > *, aside')]) {
      const beyond = part.scrollWidth - part.clientWidth;
      if (beyond > 0) faults.push(`${part.localName} scrolls sideways by ${beyond} px`);
    }

    const ancestors = (element: Element): Element[] => {
      const chain: Element[] = [];
      for (let one: Element | null = element; one && one !== documentElement; one = one.parentElement)
        chain.push(one);
      return chain;
    };
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      ancestors(element).every((one) => {
        const { width, height } = one.getBoundingClientRect();
        const { clipPath, overflowX, position } = getComputedStyle(one);
        if (clipPath !== 'none') return false;
        // out of sight, for screen readers alone
        return !(position === 'absolute' && overflowX === 'hidden' && width <= 2 && height <= 2);
      });
    /** What lies above the rest of the page, and moves on its own. */
    const layerOf = (element: Element): Element =>
      ancestors(element).find(
        (one) =>
          one.matches('[role="menu"], [role="dialog"], [role="tooltip"], [role="listbox"]') ||
          /fixed|sticky/.test(getComputedStyle(one).position),
      ) ?? document.body;

    const pieces: Piece[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent ?? '';
      if (!element || text.trim() === '' || /^(script|style|option|annotation)$/.test(element.localName))
        continue;
      if (element.closest('math, .katex')) continue; // formulas set their parts over each other
      if (!isShown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      if (boxes.length > 0) pieces.push({ element, text, boxes, layer: layerOf(element) });
    }

    const hasTitle = (element: Element): boolean => element.closest('[title], [aria-label]') !== null;
    /** Where a box can be seen: within what cuts it off or scrolls it. */
    const seen = (box: DOMRect, element: Element): DOMRect => {
      let { left, right, top, bottom } = box;
      for (const one of ancestors(element)) {
        const { overflowX, overflowY } = getComputedStyle(one);
        const rim = one.getBoundingClientRect();
        if (overflowX !== 'visible') [left, right] = [Math.max(left, rim.left), Math.min(right, rim.right)];
        if (overflowY !== 'visible') [top, bottom] = [Math.max(top, rim.top), Math.min(bottom, rim.bottom)];
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };

    for (const { element, text, boxes } of pieces) {
      let [acrossOpen, downOpen] = [true, true];
      for (const one of ancestors(element)) {
        const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(one);
        const rim = one.getBoundingClientRect();
        if (/auto|scroll/.test(overflowX)) acrossOpen = false;
        if (/auto|scroll/.test(overflowY)) downOpen = false;
        const isAcross =
          acrossOpen &&
          /hidden|clip/.test(overflowX) &&
          boxes.some(({ left, right }) => left < rim.left - tolerance || right > rim.right + tolerance);
        const isDown =
          downOpen &&
          /hidden|clip/.test(overflowY) &&
          boxes.some(({ top, bottom, height }) => {
            const slack = tolerance + height * 0.2; // of a line that has no letter there
            return top < rim.top - slack || bottom > rim.bottom + slack;
          });
        if (!isAcross && !isDown) continue;
        const hasEllipsis = isAcross ? textOverflow === 'ellipsis' : webkitLineClamp !== 'none';
        if (!hasEllipsis) faults.push(`${named(text)} is cut without an ellipsis`);
        else if (!hasTitle(element)) faults.push(`${named(text)} is cut without a title`);
        break;
      }
      const button = element.closest('button, [role="tab"], [role^="menuitem"], [role="radio"], label');
      if (!button || button.contains(document.activeElement)) continue;
      const rim = button.getBoundingClientRect();
      const isOut = boxes.some((box) => {
        const { left, right, width } = seen(box, element);
        return width > 0 && (left < rim.left - tolerance || right > rim.right + tolerance);
      });
      if (isOut) faults.push(`${named(text)} reaches out of its ${button.localName}`);
    }
    for (const input of document.querySelectorAll('input')) {
      const isText = /^(text|number|search)$/.test(input.type);
      if (isText && isShown(input) && input.scrollWidth > input.clientWidth + tolerance && !hasTitle(input))
        faults.push(`${named(input.value)} is cut in its box`);
    }

    /** The letters of a box without the room above and below them. */
    const inked = (piece: Piece) =>
      piece.boxes.flatMap((box) => {
        const { x, y, width, height } = seen(box, piece.element);
        return width > 1 && height > 4
          ? [{ piece, x, y: y + height * 0.2, width, height: height * 0.6 }]
          : [];
      });
    const ink = pieces.flatMap(inked);
    for (const [i, a] of ink.entries()) {
      for (const b of ink.slice(i + 1)) {
        if (a.piece === b.piece || a.piece.layer !== b.piece.layer) continue;
        const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        if (across > 2 && down > 2)
          faults.push(`${named(a.piece.text)} and ${named(b.piece.text)} lie over each other`);
      }
    }
    return [...new Set(faults)];
  });
