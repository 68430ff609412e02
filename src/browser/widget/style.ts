// How the button and the panel look. A constructed sheet: the policy of a strict page forbids style elements and attributes.

/** Under this width the panel takes the whole window. */
export const NARROW = '(max-width: 479.98px)'

const TEXT = `
:host {
  all: initial !important;
  position: fixed !important;
  z-index: var(--z) !important;
  inset: auto !important;
  width: 0 !important;
  height: 0 !important;
  font: 14px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif !important;
  --accent: var(--light-accent);
  --on-accent: var(--light-on);
  --paper: #fbfaf7;
  --ink: #1b1d21;
  --line: #e3e1da;
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host([data-theme='auto']) { --accent: var(--dark-accent); --on-accent: var(--dark-on); --paper: #14161a; --ink: #e8e6e1; --line: #2c3038; color-scheme: dark }
}
:host([data-theme='dark']) { --accent: var(--dark-accent); --on-accent: var(--dark-on); --paper: #14161a; --ink: #e8e6e1; --line: #2c3038; color-scheme: dark }
* { box-sizing: border-box }
[hidden] { display: none !important }
button { font: inherit; color: inherit; cursor: pointer }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.launcher {
  position: fixed;
  bottom: calc(var(--y) + env(safe-area-inset-bottom, 0px));
  width: 52px;
  height: 52px;
  padding: 0;
  border: 0;
  border-radius: 26px;
  background: var(--accent);
  color: var(--on-accent);
  box-shadow: 0 4px 16px rgb(20 22 26 / 24%);
}
.launcher:focus-visible { outline-color: var(--ink); box-shadow: 0 0 0 2px var(--paper) }
.right .launcher { right: calc(var(--x) + env(safe-area-inset-right, 0px)) }
.left .launcher { left: calc(var(--x) + env(safe-area-inset-left, 0px)) }
.launcher svg { display: block; margin: auto }
.tip {
  position: absolute;
  top: 10px;
  padding: 5px 12px;
  border-radius: 6px;
  background: var(--ink);
  color: var(--paper);
  white-space: nowrap;
  pointer-events: none;
  opacity: 0;
  transition: opacity 120ms;
}
.right .tip { right: 60px }
.left .tip { left: 60px }
.launcher:hover .tip, .launcher:focus-visible .tip { opacity: 1 }
.open .tip { display: none }
.panel {
  position: fixed;
  bottom: calc(var(--y) + 64px + env(safe-area-inset-bottom, 0px));
  display: flex;
  flex-direction: column;
  width: min(384px, 100vw - 2 * var(--x));
  height: min(640px, 100vh - var(--y) - 72px);
  height: min(640px, 100dvh - var(--y) - 72px);
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: 10px;
  background: var(--paper);
  color: var(--ink);
  box-shadow: 0 8px 24px rgb(20 22 26 / 24%);
  animation: rise 160ms ease-out;
}
.right .panel { right: calc(var(--x) + env(safe-area-inset-right, 0px)) }
.left .panel { left: calc(var(--x) + env(safe-area-inset-left, 0px)) }
@keyframes rise { from { opacity: 0; transform: translateY(8px) } }
.bar {
  display: flex;
  flex: none;
  align-items: center;
  gap: 8px;
  min-height: 48px;
  padding: 0 4px 0 16px;
  border-bottom: 1px solid var(--line);
}
.name { flex: 1; overflow: hidden; font-size: 16px; font-weight: 600; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate }
.close { width: 44px; height: 44px; padding: 0; border: 0; border-radius: 6px; background: none }
.close svg { display: block; margin: auto }
.room { position: relative; flex: 1; min-height: 0 }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: var(--paper) }
.note { display: grid; gap: 12px; justify-items: start; padding: 16px; overflow-wrap: anywhere }
.note p { margin: 0 }
.note button { min-height: 36px; padding: 4px 16px; border: 1px solid #8b8d92; border-radius: 6px; background: none }
@media (max-width: 479.98px) {
  .right .panel, .left .panel {
    inset: 0;
    bottom: auto;
    width: auto;
    height: 100vh;
    height: var(--seen, 100dvh);
    padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px) env(safe-area-inset-left, 0px);
    border: 0;
    border-radius: 0;
  }
  .open .launcher { display: none }
}
@media (prefers-reduced-motion: reduce) { .panel, .tip { animation: none; transition: none } }
@media print { .launcher, .panel { display: none } }
@media (forced-colors: active) { .launcher { border: 2px solid ButtonText } }
`

let sheet: CSSStyleSheet | null = null

/** The one sheet of all instances. */
export function styleSheet(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(TEXT.replaceAll(/\s+/g, ' '))
  }
  return sheet
}
