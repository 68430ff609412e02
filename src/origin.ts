// Web origins (scheme, host, port) that may call from a browser. A wildcard is a whole leading label, never a part of one.
import { z } from 'zod'

/** `https://portal.example.cn`, or `https://*.example.cn` for every host below (not example.cn itself). */
export const originSchema = z
  .string()
  .max(300)
  .refine(
    isOrigin,
    'must be an origin such as https://portal.example.cn or https://*.example.cn, without a path',
  )

/** Whether one of the patterns (as `originSchema` takes them, or `*` for all) allows the origin. */
export function originAllowed(patterns: readonly string[], origin: string): boolean {
  return patterns.some((pattern) => {
    if (pattern === '*' || pattern === origin) return true
    const star = pattern.indexOf('//*.')
    if (star === -1) return false
    const [scheme, rest] = [pattern.slice(0, star + 2), pattern.slice(star + 3)]
    // At least one character stands for the star, and it is part of the host name.
    const host = origin.slice(scheme.length)
    return (
      origin.startsWith(scheme) &&
      host.length > rest.length &&
      host.endsWith(rest) &&
      /^[a-z0-9][a-z0-9.-]*$/.test(host.slice(0, -rest.length))
    )
  })
}

function isOrigin(text: string): boolean {
  try {
    const plain = text.replace('//*.', '//')
    const { origin, protocol } = new URL(plain)
    // A whole top-level domain is nobody's.
    const owned = plain === text || /\.[^.]/.test(plain.slice(plain.indexOf('//') + 3))
    const known = protocol === 'https:' || protocol === 'http:'
    return known && origin === plain && owned && !plain.includes('*')
  } catch {
    return false
  }
}
