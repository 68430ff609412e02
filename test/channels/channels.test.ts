import { describe, expect, it } from 'vitest'
import { channelIdSchema } from '../../src/channel-contract.ts'
import { createVisits } from '../../src/channels/visits.ts'
import { latch } from '../http/fakes.ts'
import { channelProcesses, HOST } from './service.ts'

describe('a channel', () => {
  it('has a default for all but its name, and is closed to every page', async () => {
    const { channels } = await channelProcesses()
    const made = await channels.create({ name: '门户' })
    expect(made).toMatchObject({
      id: expect.stringMatching(/^ch-[a-z0-9]{8}$/),
      origins: [],
      enabled: true,
      colour: '#0a5c86',
      starters: null,
      label: { shown: true, text: null },
      version: 1,
      used_today: 0,
    })
    expect(await channels.get(made.id)).toEqual(made)
    expect((await channels.create({ name: '门户' })).id).not.toBe(made.id)
  })

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'a', colour: 'red' }, 'colour'],
    [{ name: 'a', colour: '#0a5c8' }, 'colour'],
    [{ name: 'a', origins: ['https://www.example.cn/path'] }, 'origins.0'],
    [{ name: 'a', origins: ['https://*.cn'] }, 'origins.0'],
    [{ name: 'a', origins: ['https://w*.example.cn'] }, 'origins.0'],
    [{ name: 'a', origins: ['*'] }, 'origins.0'],
    [{ name: 'a', origins: ['null'] }, 'origins.0'],
    [{ name: 'a', z_index: 2 ** 31 }, 'z_index'],
    [{ name: 'a', offset_x: -1 }, 'offset_x'],
    [{ name: 'a', daily: 0 }, 'daily'],
    [{ name: 'a', starters: ['a\u0000b'] }, 'starters.0'],
    [{ name: 'a', id: 'Portal' }, 'id'],
    [{ name: 'a', id: 'api' }, 'id'],
    [{ name: 'a', colours: '#0a5c86' }, 'colours'],
  ])('is refused as %j, naming %s', async (wish, field) => {
    const { channels } = await channelProcesses()
    await expect(channels.create(wish as never)).rejects.toMatchObject({
      status: 422,
      fields: [expect.objectContaining({ field })],
    })
  })

  it('keeps its id to itself', async () => {
    const { channels } = await channelProcesses()
    await channels.create({ name: 'a', id: 'portal' })
    await expect(channels.create({ name: 'b', id: 'portal' })).rejects.toMatchObject({ status: 409 })
    expect(await channels.get('portal')).toMatchObject({ name: 'a' })
  })

  it('is replaced as a whole, changed in part, and only over the version that was seen', async () => {
    const { channels, clock } = await channelProcesses()
    const { channel, created } = await channels.put('portal', { name: 'a', origins: [HOST] })
    expect({ created, origins: channel.origins }).toEqual({ created: true, origins: [HOST] })
    clock.at += 60_000
    const changed = await channels.patch('portal', { title: '问丹阳' }, { match: [channel.version] })
    expect(changed).toMatchObject({ title: '问丹阳', origins: [HOST], created_at: channel.created_at })
    expect(changed!.updated_at > channel.updated_at).toBe(true)
    await expect(
      channels.patch('portal', { title: 'x' }, { match: [channel.version] }),
    ).rejects.toMatchObject({ status: 412 })
    await expect(channels.put('portal', { name: 'b' }, { absent: true })).rejects.toMatchObject({
      status: 412,
    })
    expect((await channels.put('portal', { name: 'b' })).channel).toMatchObject({ title: null, origins: [] })
    expect(await channels.patch('nobody', { title: 'x' })).toBeNull()
  })

  it('keeps its version when nothing changes, and never gives one twice', async () => {
    const { channels } = await channelProcesses()
    const { version } = (await channels.put('portal', { name: 'a' })).channel
    expect((await channels.put('portal', { name: 'a' })).channel.version).toBe(version)
    await expect(channels.remove('portal', { match: [version + 1] })).rejects.toMatchObject({ status: 412 })
    expect(await channels.remove('portal', { match: [version] })).toBe(true)
    expect(await channels.remove('portal')).toBe(false)
    expect((await channels.put('portal', { name: 'a' })).channel.version).toBeGreaterThan(version)
  })

  it('is listed by id', async () => {
    const { channels } = await channelProcesses()
    for (const id of ['c', 'a', 'b']) await channels.create({ name: id, id })
    expect((await channels.list(2)).map(({ id }) => id)).toEqual(['a', 'b'])
    expect((await channels.list(2, 'b')).map(({ id }) => id)).toEqual(['c'])
  })

  it('of an older program has the default of a field that came later', async () => {
    const { channels, sql } = await channelProcesses()
    await sql.all(
      "INSERT INTO channels (id, version, body, created_at, updated_at) VALUES ('old', 1, '{\"name\":\"a\"}', '', '')",
    )
    expect(await channels.get('old')).toMatchObject({ name: 'a', feedback: true, z_index: 9999 })
  })
})

describe('a session', () => {
  it('holds for its channel and origin, and for a quarter of an hour', async () => {
    const { channels, visits, clock } = await channelProcesses()
    await channels.create({ name: 'a', id: 'portal', origins: [HOST], daily: 5, filters: { zone: '丹阳' } })
    const { token, expires_at } = await visits.begin('portal', HOST)
    expect(expires_at).toBe('2026-12-01T08:15:00.000Z')
    expect(await visits.bearer(token)).toEqual({
      channel: 'portal',
      origin: HOST,
      daily: 5,
      filters: { zone: '丹阳' },
    })
    clock.at += 15 * 60_000 - 1
    expect(await visits.bearer(token)).not.toBeNull()
    clock.at += 1
    expect(await visits.bearer(token)).toBeNull()
  })

  it('is not taken when it was altered, or signed for something else', async () => {
    const { channels, visits, tickets } = await channelProcesses()
    await channels.create({ name: 'a', id: 'portal', origins: [HOST] })
    const { token } = await visits.begin('portal', HOST)
    const other = await visits.begin('portal', 'https://other.example.cn')
    const console = await tickets.issue('console', { channel: 'portal', origin: HOST }, 60)
    const [claims] = other.token.split('.')
    const [, mac] = token.split('.')
    for (const bad of [`${claims}.${mac}`, `twc_${console}`, 'twc_', token.slice(4), other.token])
      expect(await visits.bearer(bad)).toBeNull()
  })

  it.each([
    ['is switched off', { enabled: false }],
    ['loses the origin', { origins: ['https://m.example.cn'] }],
  ])('ends when its channel %s, at once here and within seconds elsewhere', async (_, change) => {
    const { channels, visits, other, clock } = await channelProcesses()
    await channels.create({ name: 'a', id: 'portal', origins: [HOST] })
    const { token } = await visits.begin('portal', HOST)
    expect(await other.visits.bearer(token)).not.toBeNull()
    await channels.patch('portal', change)
    expect(await visits.bearer(token)).toBeNull()
    clock.at += 2000
    expect(await other.visits.bearer(token)).toBeNull()
  })

  it('ends when its channel is removed', async () => {
    const { channels, visits } = await channelProcesses()
    await channels.create({ name: 'a', id: 'portal', origins: [HOST] })
    const { token } = await visits.begin('portal', HOST)
    expect(await visits.shown('portal')).not.toBeNull()
    await channels.remove('portal')
    expect(await visits.bearer(token)).toBeNull()
    expect(await visits.shown('portal')).toBeNull()
  })

  it('is open to the origins of channels that are switched on', async () => {
    const { channels, visits } = await channelProcesses()
    await channels.create({ name: 'a', id: 'a', origins: ['https://*.example.cn'] })
    await channels.create({ name: 'b', id: 'b', origins: ['https://b.cn'], enabled: false })
    expect(await visits.allowsOrigin(HOST)).toBe(true)
    expect(await visits.allowsOrigin('https://example.cn')).toBe(false)
    expect(await visits.allowsOrigin('https://www.example.cn.evil.net')).toBe(false)
    expect(await visits.allowsOrigin('https://b.cn')).toBe(false)
  })

  it('asks the database anew after a failure', async () => {
    const { tickets } = await channelProcesses()
    let failing = true
    const channel = async () => {
      if (failing) throw new Error('locked')
      return null
    }
    const visits = createVisits({ channel, origins: async () => [], tickets })
    await expect(visits.shown('a')).rejects.toThrow('locked')
    failing = false
    expect(await visits.shown('a')).toBeNull()
  })

  it('remembers nothing that was read before a change', async () => {
    const { channels, tickets } = await channelProcesses()
    await channels.create({ name: 'a', id: 'portal', origins: [HOST] })
    const [before, read] = [await channels.get('portal'), latch()]
    let found = before
    const channel = async () => {
      const seen = found
      if (seen === before) await read.opened
      return seen
    }
    const visits = createVisits({ channel, origins: async () => [], tickets })
    const slow = visits.shown('portal')
    found = { ...before!, enabled: false }
    visits.forget()
    read.open()
    expect(await slow).not.toBeNull()
    expect(await visits.shown('portal')).toBeNull()
  })

  it('does not wait for a reading that another request has begun', async () => {
    const { channels, tickets } = await channelProcesses()
    await channels.create({ name: 'a', id: 'portal', origins: [HOST] })
    let readings = 0
    const channel = (id: string) => {
      readings += 1
      return readings === 1 ? new Promise<never>(() => undefined) : channels.get(id)
    }
    const visits = createVisits({ channel, origins: async () => [], tickets })
    void visits.shown('portal')
    expect(await visits.shown('portal')).not.toBeNull()
    expect(await visits.shown('portal')).not.toBeNull()
    expect(readings).toBe(2)
  })
})

it('has no name that the records give to another way in', () => {
  for (const taken of ['api', 'page', 'chat', 'openai', 'mcp'])
    expect(channelIdSchema.safeParse(taken).success, taken).toBe(false)
  expect(channelIdSchema.safeParse('portal').success).toBe(true)
})
