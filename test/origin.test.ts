import { describe, expect, it } from 'vitest'
import { originAllowed, originSchema } from '../src/origin.ts'

describe('an allowed origin', () => {
  it.each([
    'https://portal.example.cn',
    'http://localhost:3000',
    'https://*.example.cn',
    'https://*.example.cn:8443',
  ])('may be %s', (text) => {
    expect(originSchema.safeParse(text).success).toBe(true)
  })

  it.each([
    'portal.example.cn',
    'https://portal.example.cn/',
    'https://portal.example.cn/a',
    'https://user:pw@portal.example.cn',
    'https://portal.example.cn?x',
    'file:///x',
    'null',
    '*',
    'https://*',
    'https://*.cn',
    'https://a*.example.cn',
    'https://*.*.example.cn',
    'https://Portal.example.cn',
  ])('may not be %s', (text) => {
    expect(originSchema.safeParse(text).success).toBe(false)
  })

  it.each([
    ['https://portal.example.cn', 'https://portal.example.cn', true],
    ['https://portal.example.cn', 'http://portal.example.cn', false],
    ['https://portal.example.cn', 'https://portal.example.cn:8443', false],
    ['https://portal.example.cn', 'https://portal.example.cn.evil.com', false],
    ['https://*.example.cn', 'https://a.example.cn', true],
    ['https://*.example.cn', 'https://a.b.example.cn', true],
    ['https://*.example.cn', 'https://example.cn', false],
    ['https://*.example.cn', 'https://.example.cn', false],
    ['https://*.example.cn', 'https://evilexample.cn', false],
    ['https://*.example.cn', 'https://evil.com/.example.cn', false],
    ['https://*.example.cn', 'https://evil.com#.example.cn', false],
    ['https://*.example.cn', 'http://a.example.cn', false],
    ['*', 'https://any.where', true],
  ])('%s for a page of %s: %s', (pattern, origin, allowed) => {
    expect(originAllowed([pattern], origin)).toBe(allowed)
  })
})
