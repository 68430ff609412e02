import { describe, expect, it } from 'vitest'
import { createTickets } from '../src/tickets.ts'
import { toOpaque } from '../src/opaque.ts'

const secret = async (): Promise<string> => 'x'.repeat(32)

function clocked() {
  let at = Date.UTC(2026, 10, 26)
  return {
    tickets: createTickets({ secret, now: () => new Date(at) }),
    pass: (seconds: number) => (at += seconds * 1000),
  }
}

describe('a ticket', () => {
  it('says what it was issued for until it expires', async () => {
    const { tickets, pass } = clocked()
    const ticket = await tickets.issue('channel', { name: '丹阳' }, 60)
    expect(ticket).toMatch(/^[\w-]+\.[\w-]+$/)
    expect(await tickets.read('channel', ticket)).toEqual({
      body: { name: '丹阳' },
      until: Date.UTC(2026, 10, 26) + 60_000,
    })
    pass(59)
    expect(await tickets.read('channel', ticket)).not.toBeNull()
    pass(1)
    expect(await tickets.read('channel', ticket)).toBeNull()
  })

  it('proves nothing when it is of another kind, altered, or signed with another secret', async () => {
    const { tickets } = clocked()
    const ticket = await tickets.issue('channel', { name: 'a' }, 60)
    const [claims, mac] = ticket.split('.') as [string, string]
    const forged = `${toOpaque(['channel', { name: 'b' }, Date.UTC(2030, 0)])}.${mac}`
    const other = createTickets({
      secret: async () => 'y'.repeat(32),
      now: () => new Date(Date.UTC(2026, 10, 26)),
    })
    const wrong = [
      '',
      claims,
      `${claims}.`,
      forged,
      `${claims}.${'A'.repeat(43)}`,
      `${ticket}x`,
      'x'.repeat(5000),
    ]
    for (const one of wrong) expect(await tickets.read('channel', one)).toBeNull()
    expect(await tickets.read('console', ticket)).toBeNull()
    expect(await other.read('channel', ticket)).toBeNull()
  })

  it('can be issued again after its secret could not be read', async () => {
    let fails = true
    const tickets = createTickets({
      secret: async () => (fails ? Promise.reject(new Error('locked')) : secret()),
    })
    await expect(tickets.issue('a', {}, 1)).rejects.toThrow('locked')
    fails = false
    expect(await tickets.read('a', await tickets.issue('a', {}, 60))).not.toBeNull()
  })
})
