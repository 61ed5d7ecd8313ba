/**
 * uPlot asks `Intl` for the browser's language as soon as it is loaded. Some engines name one that `Intl` refuses
 * (WebKitGTK with LANG=C: "C"), and the charts would never come. So this file is imported before it.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
}
