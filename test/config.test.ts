import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { InputError } from '../src/errors.ts'

const LLM = {
  TOUWEN_LLM: 'openai-compatible',
  TOUWEN_LLM_BASE_URL: 'http://127.0.0.1:11434/v1',
  TOUWEN_LLM_MODEL: 'qwen',
  TOUWEN_LLM_KEY: 'sk-secret',
}

describe('the settings of a language model', () => {
  it('are none by default, also when some are set without TOUWEN_LLM or that is empty', () => {
    expect(readConfig({}).llm).toBeNull()
    expect(readConfig({ ...LLM, TOUWEN_LLM: '' }).llm).toBeNull()
  })

  it('have a limit of time and of replies at once', () => {
    expect(readConfig(LLM).llm).toMatchObject({
      baseUrl: LLM.TOUWEN_LLM_BASE_URL,
      model: 'qwen',
      timeoutMs: 8000,
      concurrency: 4,
    })
  })

  it('never show the key', () => {
    const { llm } = readConfig(LLM)
    expect(llm!.key()).toBe('sk-secret')
    expect(`${inspect(llm, { depth: 9 })}${JSON.stringify(llm)}`).not.toContain('secret')
  })

  it.each(['TOUWEN_LLM_BASE_URL', 'TOUWEN_LLM_MODEL', 'TOUWEN_LLM_KEY'])('need %s', (name) => {
    expect(() => readConfig({ ...LLM, [name]: '' })).toThrow(InputError)
    expect(() => readConfig({ ...LLM, [name]: '' })).toThrow(`${name} is not set`)
  })

  it.each([
    ['TOUWEN_LLM', 'gpt'],
    ['TOUWEN_LLM_BASE_URL', 'file:///etc/passwd'],
    ['TOUWEN_LLM_BASE_URL', '127.0.0.1:11434'],
    ['TOUWEN_LLM_TIMEOUT_MS', '0'],
    ['TOUWEN_LLM_CONCURRENCY', 'many'],
  ])('refuse %s=%s, naming it, without the key', (name, value) => {
    const read = () => readConfig({ ...LLM, [name]: value })
    expect(read).toThrow(InputError)
    expect(read).toThrow(`${name} is “${value}”`)
    expect(read).not.toThrow('sk-secret')
  })
})

describe('the settings of fetching', () => {
  it('allow nothing inside the own network by default, and wait a second between requests', () => {
    expect(readConfig({}).fetch).toEqual({ allow: [], delayMs: 1000, contact: null })
  })

  it('are read from lists and numbers', () => {
    const given = { TOUWEN_FETCH_ALLOW: ' cms.intra, 10.1.0.0/16,', TOUWEN_FETCH_DELAY_MS: '250', TOUWEN_FETCH_CONTACT: 'bot@example.com' } // prettier-ignore
    expect(readConfig(given).fetch).toEqual({ allow: ['cms.intra', '10.1.0.0/16'], delayMs: 250, contact: 'bot@example.com' }) // prettier-ignore
  })

  it.each([
    ['TOUWEN_FETCH_DELAY_MS', '0'],
    ['TOUWEN_FETCH_CONTACT', 'a b'],
    ['TOUWEN_FETCH_CONTACT', 'x)\r\nHost: y'],
  ])('refuse %s=%j', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(InputError)
  })
})

describe('the settings of loads', () => {
  it('are in bytes, jobs and days', () => {
    expect(readConfig({})).toMatchObject({ maxUpload: 33_554_432, jobs: { maxOpen: 32, keepDays: 30 } })
    const given = { TOUWEN_UPLOAD_MAX_MB: '2', TOUWEN_JOBS_OPEN: '3', TOUWEN_JOBS_KEEP_DAYS: '4' }
    expect(readConfig(given)).toMatchObject({ maxUpload: 2_097_152, jobs: { maxOpen: 3, keepDays: 4 } })
  })

  it.each(['TOUWEN_UPLOAD_MAX_MB', 'TOUWEN_JOBS_OPEN', 'TOUWEN_JOBS_KEEP_DAYS'])('refuse %s=0', (name) => {
    expect(() => readConfig({ [name]: '0' })).toThrow(`${name} is “0”`)
  })
})

describe('the settings of running and watching', () => {
  it('log requests without questions, open no second port, and stop at once', () => {
    expect(readConfig({}).operations).toEqual({
      log: 'info',
      logQuestions: false,
      monitor: null,
      stopDelayMs: 0,
      graceMs: 10_000,
    })
  })

  it('are read', () => {
    const given = {
      TOUWEN_LOG: 'warn',
      TOUWEN_LOG_QUESTIONS: '1',
      TOUWEN_METRICS_PORT: '9464',
      TOUWEN_STOP_DELAY_MS: '5000',
      TOUWEN_GRACE_MS: '30000',
    }
    expect(readConfig(given).operations).toEqual({
      log: 'warn',
      logQuestions: true,
      monitor: { host: '127.0.0.1', port: 9464 },
      stopDelayMs: 5000,
      graceMs: 30_000,
    })
  })

  it.each([
    ['TOUWEN_LOG', 'loud'],
    ['TOUWEN_LOG_QUESTIONS', 'perhaps'],
    ['TOUWEN_METRICS_PORT', '99999'],
    ['TOUWEN_GRACE_MS', '-1'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is “${value}”`)
  })
})
