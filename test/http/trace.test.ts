import { describe, expect, it } from 'vitest'
import { idMaker, remoteSpan, traceState } from '../../src/http/trace.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const SPAN = 'b7ad6b7169203331'

function remote(traceparent: string, tracestate?: string) {
  return remoteSpan(new Headers({ traceparent, ...(tracestate === undefined ? {} : { tracestate }) }))
}

describe('traceparent', () => {
  it('is read', () => {
    expect(remote(`00-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, spanId: SPAN, flags: 1, state: null })
  })

  it('of a later version is read as far as it is known', () => {
    expect(remote(`cc-${TRACE}-${SPAN}-09-what-comes`)).toMatchObject({ traceId: TRACE, flags: 9 })
    expect(remote(`cc-${TRACE}-${SPAN}-01`)).not.toBeNull()
  })

  it.each([
    '',
    'garbage',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}-01-`,
    `cc-${TRACE}-${SPAN}-01.more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE.slice(1)}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
  ])('that breaks the rules counts as none: %j', (traceparent) => {
    expect(remote(traceparent)).toBeNull()
  })
})

describe('tracestate', () => {
  it.each([
    ['rojo=00f067aa0ba902b7,congo=t61rcWkgMzE', 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE'],
    [' a=1 , b=2,, ', 'a=1,b=2'],
    ['fw529a3039@dt=FfAAB', 'fw529a3039@dt=FfAAB'],
  ])('%j is passed on as %j', (given, kept) => {
    expect(traceState(given)).toBe(kept)
  })

  it.each([
    '',
    ',',
    'a',
    'a=',
    'A=1',
    'a=1,a=2',
    'a=b=c',
    '1a=x',
    'a=\u00e9',
    `a=${'x'.repeat(257)}`,
    'a@=1',
  ])('that is not valid is dropped: %j', (given) => {
    expect(traceState(given)).toBeNull()
  })

  it('of too many members or characters is dropped, and the trace goes on', () => {
    const many = Array.from({ length: 33 }, (_, i) => `k${i}=1`).join(',')
    expect(traceState(many)).toBeNull()
    expect(traceState(many.slice(0, many.lastIndexOf(',')))).not.toBeNull()
    expect(remote(`00-${TRACE}-${SPAN}-01`, 'not valid')).toMatchObject({ traceId: TRACE, state: null })
  })
})

it('new ids are hexadecimal and differ', () => {
  const make = idMaker(16)
  const ids = Array.from({ length: 1000 }, make)
  expect(new Set(ids).size).toBe(1000)
  expect(ids.filter((id) => !/^[0-9a-f]{32}$/.test(id))).toEqual([])
  expect(idMaker(8)()).toMatch(/^[0-9a-f]{16}$/)
})
