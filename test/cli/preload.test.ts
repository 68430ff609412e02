import { resolve } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { preload } from '../../src/cli/preload.ts'

afterEach(() => vi.unstubAllEnvs())

/** The directory whose models are loaded for these arguments; null: none are. */
function loaded(...args: string[]): string | null {
  let directory: string | null = null
  preload(args, (one) => (directory = resolve(one)))
  return directory
}

it.each([
  ['serve'],
  ['start'],
  ['--index', 'indexes/news', 'serve', '--port', '9000'],
  ['ask', '外资到账目标是多少'],
])('loads the models for %j', (...args) => {
  expect(loaded(...args)).toBe(resolve('data/models'))
  vi.stubEnv('TOUWEN_MODELS', '/elsewhere')
  expect(loaded(...args)).toBe('/elsewhere')
})

it.each([[''], ['stats'], ['search', '外资'], ['serve', '--help'], ['-h', 'ask']])(
  'does not for %j',
  (...args) => {
    expect(loaded(...args)).toBe(null)
  },
)

it('leaves it to the command to say that a setting is wrong', () => {
  vi.stubEnv('PORT', 'many')
  expect(loaded('serve')).toBe(null)
})
