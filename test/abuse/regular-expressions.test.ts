// Every regular expression of the program takes time in proportion to its text, whatever that holds: all of them are collected
// from the sources, and each is tried with strings made against it.
import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../cpu-time.ts'
import { attacksOn, attackString, type Attack } from './attacks.ts'
import { toldGrowth, tooFastGrowth } from './growth.ts'
import { allPatterns, type Pattern } from './patterns.ts'
import { size } from './size.ts'
import { patternsIn } from './source-patterns.ts'

const ATTACKS = size(120, 600)
const LENGTH = size(1000, 8000)
/** What is slower than this is measured; quadratic time takes ten times as long. In ms. */
const SUSPECT = size(0.2, 1.6)
/** What takes longer is ended: it is worse than any power. In ms. */
const LONGEST = size(10_000, 60_000)

/** What an expression does to a text in the worst use of it: all its places, or, where it is sticky, the first. */
function applied({ source, flags }: RegExp): (text: string) => unknown {
  const all = new RegExp(source, flags.includes('g') ? flags : `${flags}g`)
  if (flags.includes('y')) {
    return (text) => {
      all.lastIndex = 0
      return all.test(text)
    }
  }
  // (nothing is kept of what is found: memory takes time of its own, and not evenly)
  return (text) => {
    all.lastIndex = 0
    for (let last = 0; all.test(text); last = all.lastIndex) if (all.lastIndex === last) all.lastIndex += 1
  }
}

/** The attack that takes more than its share of time, or null. `longest`: what takes longer is ended, in ms. */
function fault({ where, expression }: Pattern, longest = LONGEST): string | null {
  const work = applied(expression)
  let trying: Attack | null = null
  const tell = (growth: string): string =>
    `${where} ${growth} /${expression.source}/ ${JSON.stringify(trying)}`
  const tried = (): string | null => {
    for (const attack of attacksOn(expression, ATTACKS)) {
      trying = attack
      const text = attackString(attack, LENGTH)
      const began = cpuTime()
      work(text)
      if (cpuTime() - began < SUSPECT) continue
      const growth = tooFastGrowth((n) => attackString(attack, n), work, {
        from: LENGTH / 4,
        to: 64 * LENGTH,
        least: 0.2,
      })
      if (growth !== null) return tell(toldGrowth(growth))
    }
    return null
  }
  try {
    return bounded(tried, longest)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw error
    return tell(`took more than ${longest} ms`)
  }
}

const call = new Script('globalThis.__tried()')

// V8 looks for an end also within an expression that has lost itself.
function bounded<T>(work: () => T, timeout: number): T {
  Object.assign(globalThis, { __tried: work })
  try {
    return call.runInThisContext({ timeout }) as T
  } finally {
    Reflect.deleteProperty(globalThis, '__tried')
  }
}

const { patterns, unseen } = await allPatterns()

describe('the expressions of the sources', () => {
  it('are all seen', () => {
    expect(patterns.length).toBeGreaterThan(900)
    expect(unseen).toEqual([])
  })

  it.each([
    ['a / b / c', []],
    ['f(a)[0]! / b / c', []],
    ['x = /a\\/[/]b/giu.test(y) ? 1 / 2 : "/no/"', ['a\\/[/]b']],
    ['// /no/\n/* /no/ */ return /yes/', ['yes']],
    ['`/no/ ${a.replace(/yes/, `/no/ ${{ b: /also/ }}`)} /no/`', ['yes', 'also']],
    ['if (!/yes/.test(a)) b = [/also/, a! / 2 / 3]', ['yes', 'also']],
  ])('are told from divisions, strings and comments: %s', (text, found) => {
    expect(patternsIn(text).literals.map(({ source }) => source)).toEqual(found)
  })
})

describe('an expression that is slow', () => {
  it.each([
    /(a+)+$/, /^(?:a|a)*$/, /(?:x|x)+y/, /\s+$/, /a.*b.*c/, /(?:首次公开发行(?:股票)?|首次公开发行)+$/u, /^\s*(\w+)\s*=\s*\s*$/,
    /\d[\d.]*[万亿%]/, /^(?:(?:好的?|嗯+)[，\s]{0,3}){1,3}$/u, /(?:[^,]+,?)*;/,
  ])('is found: %s', (expression) => expect(fault({ where: 'here', expression }, 1000)).not.toBeNull()) // prettier-ignore

  it.each([/(?<!\s)\s+$/, /a{1,40}b/, /^\s+/, /中(?:国|华)+/u, /[\p{L}]+/gu])('is not: %s', (expression) =>
    expect(fault({ where: 'here', expression })).toBeNull(),
  )
})

describe('time in proportion to the text', () => {
  it('is what each expression takes', { timeout: size(120_000, 3_600_000) }, () => {
    expect(patterns.map((one) => fault(one)).filter((found) => found !== null)).toEqual([])
  })
})
