import { describe, expect, it } from 'vitest'
import { isMetadata, isPublic, parseAllowance, type Address } from '../../src/fetch/addresses.ts'
import { createGuard, RefusedAddressError } from '../../src/fetch/guard.ts'
import { InputError } from '../../src/errors.ts'

const address = (text: string): Address => ({ address: text, family: text.includes(':') ? 6 : 4 })

/** A guard over a resolver that knows a few names and counts what it is asked. */
function guarded(names: Record<string, string[] | string[][]> = {}, allow: string[] = []) {
  const asked: string[] = []
  const guard = createGuard({
    allow: parseAllowance(allow),
    resolve: async (host) => {
      asked.push(host)
      const known = names[host] ?? []
      const now = (Array.isArray(known[0]) ? (known as string[][]).shift()! : known) as string[]
      return now.map(address)
    },
  })
  return { ...guard, asked }
}

describe('a public address', () => {
  it.each([
    '1.1.1.1', '8.8.8.8', '114.114.114.114', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0',
    '169.253.255.255', '169.255.0.0', '192.167.255.255', '198.17.255.255', '223.255.255.255',
    '2400:3200::1', '2606:4700:4700::1111', '2a00:1450::1', '64:ff9b::8.8.8.8', '::ffff:8.8.8.8', '2001:200::1',
  ])('is %s', (text) => expect(isPublic(address(text))).toBe(true)) // prettier-ignore

  it.each([
    // Of IPv4: this network, private, shared (CGNAT), loopback, link-local, protocol, documentation, benchmark, multicast, reserved.
    '0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.255', '100.100.100.200', '127.0.0.1',
    '127.255.255.254', '169.254.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1',
    '192.88.99.1', '192.168.0.1', '192.168.255.255', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1',
    '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16',
    // Of IPv6: unspecified, loopback, link-local, site-local, unique local, multicast, documentation, discard, unassigned.
    '::', '::1', '0:0:0:0:0:0:0:1', 'fe80::1', 'febf::1', 'fec0::1', 'fc00::1', 'fd12:3456::1', 'fd00:ec2::254', 'ff02::1',
    '2001:db8::1', '3fff::1', '100::1', '4000::1', '5f00::1', 'fe00::1',
    // With an IPv4 address inside: mapped, translated, compatible, NAT64 (also the local prefix), 6to4, Teredo, ISATAP.
    '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:10.0.0.1', '::ffff:0:127.0.0.1', '::127.0.0.1', '::7f00:1',
    '::ffff:169.254.169.254', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::8.8.8.8', '2002:7f00:1::1',
    '2002:808:808::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2400:3200::5efe:10.0.0.1', '2400:3200::200:5efe:127.0.0.1',
    // No address at all.
    'fe80::1%eth0', '::1%lo',
  ])('is not %s', (text) => expect(isPublic(address(text))).toBe(false)) // prettier-ignore
})

describe('the guard, before anything is resolved', () => {
  it.each([
    'http://127.0.0.1/', 'http://127.1/', 'http://127.0.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0x7f.0.0.1/',
    'http://017700000001/', 'http://0177.0.0.01/', 'http://0x7f.1/', 'http://127.0.0.1./', 'http://0/', 'http://0.0.0.0/',
    'http://[::1]/', 'http://[0:0:0:0:0:0:0:1]/', 'http://[::]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/', 'http://[fe80::1]/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/',
    'http://１２７.０.０.１/', 'http://127。0。0。1/', 'http://①②⑦.⓪.⓪.①/', 'http://%31%32%37.0.0.1/',
    'http://169.254.169.254/latest/meta-data/', 'http://2852039166/', 'http://0xa9fea9fe/', 'http://0251.0376.0251.0376/',
    'http://[::ffff:a9fe:a9fe]/', 'http://[fd00:ec2::254]/', 'http://100.100.100.200/', 'http://3232235777/',
    'http://localhost/', 'http://LOCALHOST/', 'http://localhost./', 'http://a.localhost/', 'http://ｌｏｃａｌｈｏｓｔ/',
    'http://printer.local/', 'http://metadata.google.internal/', 'http://example.com../', 'http://a..b/',
    'http://example.com:22/', 'http://example.com:8080/', 'https://1.1.1.1:6379/',
    'http://user@example.com/', 'http://user:secret@example.com/', 'http://example.com@127.0.0.1/', 'http://:x@example.com/',
    'ftp://example.com/', 'file:///etc/passwd', 'gopher://example.com/', 'data:text/html,x', 'javascript:alert(1)', 'no address',
    'http://[fe80::1%25eth0]/', 'http://[::1%25lo]/', `http://example.com/${'x'.repeat(2000)}`, 'http://\\127.0.0.1\\/',
  ])('refuses %s', async (url) => {
    const { check, pin, asked } = guarded()
    expect(() => check(url)).toThrow(RefusedAddressError)
    await expect(pin(url)).rejects.toThrow(RefusedAddressError)
    expect(asked).toEqual([])
  }) // prettier-ignore

  it('lets the Web pass, and tells a refusal with a remedy', () => {
    const { check } = guarded()
    for (const url of ['http://example.com/', 'https://例え.jp/a?b=c', 'http://1.1.1.1/', 'https://[2606:4700::1]/', 'http://example.com.:80/'])
      expect(check(url).protocol).toMatch(/^https?:$/) // prettier-ignore
    expect(() => check('http://10.0.0.1/')).toThrow(
      /10\.0\.0\.1 is not on the public Internet; .*TOUWEN_FETCH_ALLOW/,
    )
  })
})

describe('the guard, with what a name resolves to', () => {
  it('gives the address that was checked', async () => {
    const { pin, asked } = guarded({ 'news.example': ['93.184.216.34', '2606:2800::1'] })
    expect(await pin('http://NEWS.example./a')).toMatchObject({
      host: 'news.example',
      port: 80,
      address: { address: '93.184.216.34', family: 4 },
    })
    expect(asked).toEqual(['news.example'])
  })

  it.each([
    ['a private one', ['10.0.0.1']],
    ['a private one among public ones', ['93.184.216.34', '10.0.0.1']],
    ['a private one in IPv6', ['2606:2800::1', 'fd00::1']],
    ['one mapped into IPv6', ['::ffff:169.254.169.254']],
    ['none', []],
    ['one with a zone', ['fe80::1%eth0']],
    ['no address', ['localhost']],
  ])('refuses a name that has %s', async (_, addresses) => {
    const { pin } = guarded({ 'evil.example': addresses })
    await expect(pin('http://evil.example/')).rejects.toThrow(RefusedAddressError)
  })

  it('does not tell which address of the inner network a name has', async () => {
    const { pin } = guarded({ 'evil.example': ['10.11.12.13'] })
    await expect(pin('http://evil.example/')).rejects.toThrow(/^(?!.*10\.11\.12\.13)/)
  })

  it('checks a name anew each time: what was public once may not stay so', async () => {
    const { pin } = guarded({ 'rebind.example': [['93.184.216.34'], ['127.0.0.1']] })
    expect((await pin('http://rebind.example/')).address.address).toBe('93.184.216.34')
    await expect(pin('http://rebind.example/')).rejects.toThrow(RefusedAddressError)
  })
})

describe('the list of exceptions', () => {
  it('opens networks, addresses and names, each with its ports only', async () => {
    const { pin } = guarded(
      { 'cms.intra': ['10.1.2.3'], 'a.corp.example': ['192.168.1.1'], 'other.example': ['10.1.9.9'], 'far.example': ['10.2.0.1'] },
      ['10.1.0.0/16', 'CMS.intra:8080', '*.corp.example', '[fd00::5]:8443', '127.0.0.1:9000'],
    ) // prettier-ignore
    for (const url of ['http://10.1.2.3/', 'http://cms.intra:8080/', 'http://a.corp.example/', 'http://other.example/', 'https://[fd00::5]:8443/', 'http://127.0.0.1:9000/', 'http://2130706433:9000/', 'http://[::ffff:10.1.2.3]/'])
      await expect(pin(url), url).resolves.toBeDefined() // prettier-ignore
    for (const url of ['http://10.2.0.1/', 'http://far.example/', 'http://10.1.2.3:8080/', 'http://corp.example/', 'http://cms.intra:9090/', 'http://[fd00::5]/', 'http://127.0.0.1/', 'http://127.0.0.2:9000/', 'http://a.corp.example.evil.example/', 'http://evil-corp.example/'])
      await expect(pin(url), url).rejects.toThrow(RefusedAddressError) // prettier-ignore
  })

  it('never opens a metadata service', async () => {
    const { pin } = guarded({ 'cms.intra': ['169.254.169.254'] }, ['0.0.0.0/0', '::/0', 'cms.intra'])
    for (const url of ['http://169.254.169.254/', 'http://[::ffff:169.254.169.254]/', 'http://[fd00:ec2::254]/', 'http://100.100.100.200/', 'http://cms.intra/', 'http://[2002:a9fe:a9fe::]/', 'http://[64:ff9b::a9fe:a9fe]/', 'http://[64:ff9b:1::a9fe:a9fe]/', 'http://[64:ff9b:1:a9fe:a9:fe00::]/'])
      await expect(pin(url), url).rejects.toThrow(/metadata/) // prettier-ignore
    expect(isMetadata(address('10.0.0.1'))).toBe(false)
  })

  it.each(['http://x/', 'a b', '10.0.0.0/33', '10.0.0/8', '::/129', 'host:0', 'host:99999', '*', 'a*b.c', '10.0.0.1/8/8'])(
    'refuses the entry %s',
    (entry) => expect(() => parseAllowance([entry])).toThrow(InputError),
  ) // prettier-ignore
})
