import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coloursOf, contrast, LEGIBLE } from '../../src/web/colour.ts'

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('the colour of a channel', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#ffffff', '#ffffff')).toBe(1)
    // The grey that just passes on white, and the one that just does not.
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })

  it('stays as it is where it can be read, and is moved only as far as needed', () => {
    expect(coloursOf('#0a5c86').light).toEqual({ accent: '#0a5c86', on_accent: '#ffffff' })
    expect(coloursOf('#6cc0ea').dark).toEqual({ accent: '#6cc0ea', on_accent: '#000000' })
    const { light } = coloursOf('#ffd400')
    expect(contrast(light.accent, '#fbfaf7')).toBeLessThan(LEGIBLE + 0.3)
  })

  it('is legible on both themes, and carries legible text, whatever was chosen', () => {
    fc.assert(
      fc.property(hex, (colour) => {
        const { light, dark } = coloursOf(colour)
        for (const surface of ['#fbfaf7', '#ffffff'])
          expect(contrast(light.accent, surface)).toBeGreaterThanOrEqual(LEGIBLE)
        for (const surface of ['#14161a', '#1c1f25'])
          expect(contrast(dark.accent, surface)).toBeGreaterThanOrEqual(LEGIBLE)
        for (const { accent, on_accent } of [light, dark])
          expect(contrast(accent, on_accent)).toBeGreaterThanOrEqual(LEGIBLE)
      }),
      { seed: 6, numRuns: 300 },
    )
  })
})
