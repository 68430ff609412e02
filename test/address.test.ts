import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientOf, contains, isLoopback, parseAddress, parseNetwork } from '../src/address.ts'

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ])('%s is counted as %s', (text, client) => {
    expect(clientOf(parseAddress(text)!)).toBe(client)
  })

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '0x7f.0.0.1',
    '256.1.1.1',
    '1.2.3.4 ',
    '2130706433',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '1.2.3.4::',
    '::1.2.3',
    'g::1',
    '[::1]',
    `${'1:'.repeat(40)}1`,
    'localhost',
  ])('is not “%s”', (text) => {
    expect(parseAddress(text)).toBeNull()
  })

  it('is whatever Node takes for one, and nothing else', () => {
    const part = fc.oneof(
      fc.constantFrom('', '0', '1', 'ffff', 'ABCD', '00', '12345', '255', '256', '1.2.3.4', '01'),
      fc.string({ maxLength: 5 }),
    )
    const text = fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 9 }), fc.constantFrom(':', '.', '::'))
      .map(([parts, joint]) => parts.join(joint))
      .filter((one) => !one.includes('%'))
    fc.assert(
      fc.property(fc.oneof(text, fc.ipV4(), fc.ipV6()), (one) => {
        expect(parseAddress(one) !== null).toBe(isIP(one) !== 0)
      }),
      { numRuns: 2000 },
    )
  })

  it('of this machine is 127.0.0.0/8 or ::1', () => {
    const loopback = (text: string) => isLoopback(parseAddress(text)!)
    expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].map(loopback)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['128.0.0.1', '::2', '::', '10.0.0.1', '1::1'].map(loopback)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('a network', () => {
  it.each(['10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '/8', '10.0.0.0/8/8', '::/129', 'x/8', '10.0.0.0/1e1'])(
    'is not “%s”',
    (text) => {
      expect(parseNetwork(text)).toBeNull()
    },
  )

  it('holds the addresses that Node’s block list holds', () => {
    const v4 = fc.tuple(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.constant('ipv4' as const))
    const v6 = fc.tuple(fc.ipV6(), fc.ipV6(), fc.integer({ min: 0, max: 128 }), fc.constant('ipv6' as const))
    fc.assert(
      fc.property(fc.oneof(v4, v6), ([base, other, bits, family]) => {
        const list = new BlockList()
        list.addSubnet(base, bits, family)
        const network = parseNetwork(`${base}/${bits}`)!
        for (const one of [base, other]) {
          expect(contains(network, parseAddress(one)!)).toBe(list.check(one, family))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('of IPv4 holds the mapped form of its addresses, and no IPv6 address', () => {
    const all = parseNetwork('0.0.0.0/0')!
    expect(contains(all, parseAddress('::ffff:8.8.8.8')!)).toBe(true)
    expect(contains(all, parseAddress('2001:db8::1')!)).toBe(false)
  })
})
