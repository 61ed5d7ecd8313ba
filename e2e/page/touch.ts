import type { Page } from '@playwright/test';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers on the page's screen: puts them down, moves them from frame to frame, and lifts them. */
export async function fingersOn(page: Page): Promise<(...frames: Point[][]) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  return async (...frames) => {
    for (const [index, points] of frames.entries()) {
      const type = index === 0 ? 'touchStart' : 'touchMove';
      const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
      await session.send('Input.dispatchTouchEvent', { type, touchPoints });
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
}

/**
 * What can be pressed and gives a finger less than 40 px either way, by its text. Words in a sentence and parts of a picture are left
 * out: each of them has a larger control beside it.
 */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const REACH = 19;
    const top = document.querySelector('dialog[open]') ?? document;
    const found: string[] = [];
    for (const element of top.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, summary',
    )) {
      const inWords = element.matches('p a, li a, .told-part, .marker, .cut-out-part, .skip-link');
      const target = element.closest('label') ?? element;
      if (inWords || target.closest('.visually-hidden, [inert]') !== null) continue;
      if (!target.checkVisibility({ visibilityProperty: true })) continue;
      target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top: above, width, height } = target.getBoundingClientRect();
      if (width <= 1 || height <= 1) continue;
      const [x, y] = [left + width / 2, above + height / 2];
      const isReached = (across: number, down: number) => {
        const hit = document.elementFromPoint(x + across, y + down);
        return hit !== null && (target.contains(hit) || hit.closest('label') === target);
      };
      const whole = [
        isReached(-REACH, 0),
        isReached(REACH, 0),
        isReached(0, -REACH),
        isReached(0, REACH),
      ];
      if (!whole.every(Boolean)) {
        const name = (element.ariaLabel ?? target.textContent ?? '').trim().slice(0, 40);
        found.push(`${name || element.outerHTML.slice(0, 80)} (${width} × ${height})`);
      }
    }
    return found;
  });
}
