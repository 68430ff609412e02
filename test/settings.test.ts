import { describe, expect, it } from 'vitest'
import { cpuTime } from './cpu-time.ts'
import { describeSettings, readConfig, SETTING_NAMES } from '../src/config.ts'
import { InputError } from '../src/errors.ts'
import { maskSecrets } from '../src/secrets.ts'
import { parseSettings } from '../src/settings.ts'

const KEY = 'tw_0aB1cD2eF3gH_0123456789abcdefghijklmnopqrstuvwxyzAB'
const parse = (text: string) => parseSettings(text, 'touwen.json', SETTING_NAMES)

describe('a configuration file', () => {
  it('holds texts, numbers, true, false, lists and null', () => {
    const text =
      '\uFEFF{"PORT": 9000, "TOUWEN_LIMIT_LOOPBACK": true, "TOUWEN_ORIGINS": ["https://a.cn","https://b.cn"], "HOST": "::1", "TOUWEN_LLM": null}'
    expect(parse(text)).toEqual({
      PORT: '9000',
      TOUWEN_LIMIT_LOOPBACK: 'true',
      TOUWEN_ORIGINS: 'https://a.cn,https://b.cn',
      HOST: '::1',
    })
  })

  it.each([
    ['{"TOUWEN_INDX": "x"}', 'sets TOUWEN_INDX, which is no setting: did you mean TOUWEN_INDEX?'],
    ['{"port": 1}', 'did you mean PORT?'],
    ['{"TOUWEN_LLM_BASEURL": "x"}', 'did you mean TOUWEN_LLM_BASE_URL?'],
    ['{"colour": 1}', 'which is no setting: remove it; “touwen config” lists all'],
    ['[]', 'is no JSON object'],
    ['{"PORT": {"a": 1}}', 'sets PORT to what is neither text'],
    ['{"TOUWEN_ORIGINS": [1]}', 'sets TOUWEN_ORIGINS to what is neither text'],
  ])('%s is refused', (text, message) => {
    expect(() => parse(text)).toThrow(InputError)
    expect(() => parse(text)).toThrow(message)
  })

  it('that is not JSON is refused without a word of what stands in it', () => {
    const read = () => parse('{"TOUWEN_LLM_KEY": "sk-very-secret" "PORT": 1}')
    expect(read).toThrow('touwen.json is not valid JSON')
    expect(read).not.toThrow('secret')
  })
})

describe('the settings', () => {
  it('refuse a name with TOUWEN_ that is none, and leave other names alone', () => {
    expect(() => readConfig({ TOUWEN_LIMIT_MINUTES: '5' })).toThrow('did you mean TOUWEN_LIMIT_MINUTE?')
    expect(readConfig({ PATH: '/bin', HOME: '/' }).port).toBe(8787)
  })

  it('open reading and limit it by default', () => {
    expect(readConfig({}).access).toEqual({
      open: ['ask', 'search'],
      perMinute: 60,
      perDay: 2000,
      keyPerMinute: 600,
      limitLoopback: false,
      channelDaily: new Map(),
      trustedProxies: [],
      proxyHeader: 'x-forwarded-for',
      origins: [],
    })
  })

  it('read lists', () => {
    const { access } = readConfig({
      TOUWEN_OPEN: 'none',
      TOUWEN_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      TOUWEN_CHANNEL_DAILY: 'portal=5000, open=20000',
      TOUWEN_ORIGINS: 'https://*.example.cn',
    })
    expect(access.open).toEqual([])
    expect(access.trustedProxies).toEqual(['10.0.0.0/8', '::1'])
    expect(access.channelDaily).toEqual(
      new Map([
        ['portal', 5000],
        ['open', 20000],
      ]),
    )
  })

  it.each([
    ['TOUWEN_OPEN', 'ingest'],
    ['TOUWEN_TRUSTED_PROXIES', '10.0.0.0/40'],
    ['TOUWEN_CHANNEL_DAILY', 'portal'],
    ['TOUWEN_ORIGINS', 'https://*.cn'],
    ['TOUWEN_LIMIT_MINUTE', '-1'],
    ['TOUWEN_LIMIT_LOOPBACK', 'perhaps'],
    ['TOUWEN_PROXY_HEADER', 'x-real-ip'],
  ])('refuse %s=%s, naming it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is “${value}”`)
  })

  it.each([
    ['ftp://user:pw-secret@host/v1', 'ftp://…@host/v1'],
    ['htp:/user:pw-secret@host/v1', '…@host/v1'],
    ['http//user:pw-secret@host', '…@host'],
    ['user:pw-secret@host', '…@host'],
    ['ftp://host/v1?key=pw-secret', 'ftp://host/v1?…'],
    [`ftp://host/${KEY}`, 'ftp://host/tw_0aB1cD2eF3gH_…'],
  ])('tell of the address %s without what is secret in it', (value, shown) => {
    const read = () => readConfig({ TOUWEN_LLM_BASE_URL: value })
    expect(read).toThrow(`TOUWEN_LLM_BASE_URL is “${shown}”`)
    expect(read).not.toThrow('pw-secret')
  })

  it('are all described, with their value and where it came from', () => {
    const settings = describeSettings([
      { from: 'file', values: { PORT: '1', HOST: 'file', TOUWEN_LLM_KEY: 'sk-secret' } },
      {
        from: 'environment',
        values: { PORT: '2', HOST: '', PATH: '/bin', TOUWEN_LLM_BASE_URL: 'http://u:pw@h/v1' },
      },
      { from: 'option', values: { PORT: '3', TOUWEN_INDEX: undefined } },
    ])
    const of = (name: string) => settings.find((one) => one.name === name)
    expect(of('PORT')).toMatchObject({ value: '3', from: 'option' })
    expect(of('HOST')).toMatchObject({ value: 'file', from: 'file' })
    expect(of('TOUWEN_INDEX')).toMatchObject({ value: 'indexes/default', from: 'default' })
    expect(of('TOUWEN_LLM_KEY')).toMatchObject({ value: '…', from: 'file' })
    expect(of('TOUWEN_LLM_BASE_URL')).toMatchObject({ value: 'http://…@h/v1', from: 'environment' })
    expect(settings.map(({ name }) => name)).toEqual(SETTING_NAMES)
    expect(settings.filter(({ doc }) => doc.length < 8)).toEqual([])
  })

  it('mark as secret whatever is called key, token, secret or password', () => {
    const values = Object.fromEntries(SETTING_NAMES.map((name) => [name, 'visible']))
    const shown = describeSettings([{ from: 'environment', values }]).filter(
      ({ value }) => value === 'visible',
    )
    expect(shown.map(({ name }) => name).filter((name) => /KEY$|TOKEN|SECRET|PASSWORD/.test(name))).toEqual(
      [],
    )
  })
})

it('a text of any length is masked in time', () => {
  const long = `http://${'tw_'.repeat(30_000)}${'a@'.repeat(30_000)}`
  const began = cpuTime()
  maskSecrets(long)
  expect(cpuTime() - began).toBeLessThan(500)
})
