// Colours that can be read: contrast as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Pure.

/** Red, green and blue, 0–255. */
type Rgb = readonly [number, number, number]

/** The colour of a channel that names none, as its contract has it. */
export const COLOUR = '#0a5c86'

export interface Pair {
  /** The colour, on this background legible as text. */
  accent: string
  /** Legible as text on the colour. */
  on_accent: string
}

/** What is asked of text (level AA). */
export const LEGIBLE = 4.5
/** The surfaces that text lies on, the one with less contrast to its theme's colours first: see style/base.css. */
const SURFACES = { light: ['#fbfaf7', '#ffffff'], dark: ['#1c1f25', '#14161a'] } as const
const STEPS = 100

/** From a colour `#rrggbb` to the nearest ones of its kind that are legible on a light and on a dark page. */
export function coloursOf(colour: string): { light: Pair; dark: Pair } {
  return { light: pairOf(colour, 'light'), dark: pairOf(colour, 'dark') }
}

/** How strongly two colours differ, 1–21. */
export function contrast(one: string, other: string): number {
  const [dark, bright] = [luminance(rgbOf(one)), luminance(rgbOf(other))].toSorted((a, b) => a - b)
  return (bright! + 0.05) / (dark! + 0.05)
}

// --- Internal helpers ---

// Moved towards black or white in equal steps until it suffices: at the end of the way it does.
function pairOf(colour: string, theme: keyof typeof SURFACES): Pair {
  const end: Rgb = theme === 'light' ? [0, 0, 0] : [255, 255, 255]
  for (let step = 0; step <= STEPS; step += 1) {
    const accent = hexOf(mixed(rgbOf(colour), end, step / STEPS))
    if (SURFACES[theme].every((surface) => contrast(accent, surface) >= LEGIBLE))
      return { accent, on_accent: textOn(accent) }
  }
  const accent = hexOf(end)
  return { accent, on_accent: textOn(accent) }
}

// One of the two always has 4.58 or more.
function textOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000'
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((value, i) => Math.round(value + (to[i]! - value) * share)) as unknown as Rgb
}

function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
