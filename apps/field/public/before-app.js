/* Runs before the app, in every browser ever made: ES5 only. The phone app needs Chromium 111, Firefox 114 or Safari 16.4. */
;(function () {
  var fits =
    'noModule' in document.createElement('script') &&
    typeof Array.prototype.toSorted === 'function' &&
    window.CSS !== undefined &&
    CSS.supports('color', 'color-mix(in srgb, red, blue)')
  if (!fits) window.location.replace('/old-browser.html')
})()

/* zod asks `new Function` while its module loads, which the content security policy reports as a violation: say no first. */
window.__zod_globalConfig = { jitless: true }
