// The ways in which a page is looked at: how wide, by day or by night, with which wishes of the reader.

const HEIGHT = 900;

/** A small phone, a phone, a wide screen. */
export const WIDTHS = [320, 390, 1360];

const SCHEMES = ['light', 'dark'];

/** Every width, by day and by night. */
export const USUAL = WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme })));

const ON_TWO = [390, 1360].flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme })));

/** More contrast, as a reader may ask for. */
export const CONTRASTED = ON_TWO.map((view) => ({ ...view, contrast: 'more' }));

/** The colours of the reader's system instead of the paper's. */
export const FORCED = ON_TWO.map((view) => ({ ...view, forcedColors: 'active' }));

/** A window of 1280 by 1024 px at 400 % (WCAG 1.4.10). */
export const ENLARGED = { width: 320, height: 256, colorScheme: 'light' };

/** Text at 200 % (WCAG 1.4.4), on a page that lets a sheet in. */
export const LARGE_TEXT = 'html { font-size: 200% }';

/** Shows the page so. */
export async function show(page, view) {
  const { width, height = HEIGHT, colorScheme, contrast = 'no-preference', forcedColors = 'none' } = view;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, contrast, forcedColors });
}

/** What a failing test says of a view. */
export const inWords = (view) => Object.values(view).join(' ');

/** How many pixels lie beyond the edge, where readers would have to scroll sideways; 0 is well. */
export function beyondTheEdge(page) {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}
