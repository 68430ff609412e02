import type { Command } from 'commander'
import { describe, expect, it, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { runProgram } from '../../src/cli/run.ts'
import { temporaryDirectory } from '../store/temporary.ts'

const HOST = 'https://www.example.cn'

/** The program within this process. */
async function touwen(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => out.push(String(chunk)) > 0)
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => err.push(String(chunk)) > 0)
  const program = createProgram()
  const quiet = (command: Command): void => {
    command.configureOutput({ writeOut: (line) => out.push(line), writeErr: (line) => err.push(line) })
    for (const below of command.commands) quiet(below as Command)
  }
  quiet(program)
  try {
    const options = { debug: false, stderr: { write: (line: string) => err.push(line) } }
    const code = await runProgram(program, ['channels', ...args], options)
    return { out: out.join(''), err: err.join(''), code }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
  }
}

describe('touwen channels', () => {
  it('makes a channel and prints just the line to put into the pages', async () => {
    const index = ['--index', await temporaryDirectory()]
    const wish = ['--name', '门户', '--id', 'portal', '--origin', HOST, '--zone', '江苏丹阳经济开发区']
    const made = await touwen('create', ...wish, '--server', 'https://ask.example.cn/', ...index)
    expect(made).toMatchObject({
      code: 0,
      out: '<script src="https://ask.example.cn/widget.js" data-channel="portal" defer></script>\n',
    })
    expect(made.err).toContain(`on ${HOST} zone=江苏丹阳经济开发区 0 today`)
    const shown = await touwen('show', 'portal', ...index)
    expect(shown.out).toBe(
      '<script src="http://127.0.0.1:8787/widget.js" data-channel="portal" defer></script>\n',
    )
    expect((await touwen('list', ...index)).out).toBe(
      `portal  on on ${HOST} zone=江苏丹阳经济开发区 0 today  门户\n`,
    )
  })

  it('says that a channel without origins is closed, and opens it', async () => {
    const index = ['--index', await temporaryDirectory()]
    const made = await touwen('create', '--name', 'a', '--id', 'portal', ...index)
    expect(made.err).toContain('touwen channels allow portal')
    await touwen('allow', 'portal', HOST, 'https://*.example.cn', ...index)
    await touwen('allow', 'portal', HOST, ...index)
    const shown = await touwen('show', 'portal', '--json', ...index)
    expect(JSON.parse(shown.out)).toMatchObject({ origins: [HOST, 'https://*.example.cn'] })
    const wrong = await touwen('allow', 'portal', 'www.example.cn', ...index)
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('must be an origin such as') })
  })

  it('changes what is given and leaves the rest', async () => {
    const index = ['--index', await temporaryDirectory()]
    await touwen('create', '--name', 'a', '--id', 'portal', '--origin', HOST, '--daily', '100', ...index)
    const change = [
      '--title',
      '问丹阳',
      '--colour',
      '#b02a2a',
      '--no-label',
      '--no-feedback',
      '--no-starters',
    ]
    await touwen('set', 'portal', ...change, '--position', 'left', '--z-index', '10', ...index)
    const [channel] = JSON.parse((await touwen('list', '--json', ...index)).out) as unknown[]
    expect(channel).toMatchObject({
      name: 'a',
      origins: [HOST],
      daily: 100,
      title: '问丹阳',
      colour: '#b02a2a',
      label: { shown: false, text: null },
      feedback: false,
      starters: [],
      position: 'left',
      z_index: 10,
      enabled: true,
    })
    await touwen('set', 'portal', '--disable', ...index)
    expect((await touwen('list', ...index)).out).toMatch(/^portal {2}off /)
    await touwen('set', 'portal', '--enable', ...index)
    expect((await touwen('list', ...index)).out).toMatch(/^portal {2}on /)
  })

  it.each([
    [['create', '--name', 'a', '--colour', 'red'], 'must be a colour such as #0a5c86'],
    [['create', '--name', 'a', '--position', 'top'], 'position'],
    [['create', '--name', 'a', '--origin', '*'], 'must be an origin'],
    [['show', 'nobody'], 'there is no channel “nobody”'],
    [['set', 'nobody', '--title', 'x'], 'there is no channel “nobody”'],
    [['remove', 'nobody'], 'touwen channels list'],
  ])('%j ends with 2 and says what is wrong', async (args, told) => {
    const index = ['--index', await temporaryDirectory()]
    expect(await touwen(...args, ...index)).toMatchObject({ code: 2, err: expect.stringContaining(told) })
  })

  it('removes a channel', async () => {
    const index = ['--index', await temporaryDirectory()]
    await touwen('create', '--name', 'a', '--id', 'portal', ...index)
    expect((await touwen('remove', 'portal', ...index)).out).toBe('portal: removed\n')
    expect((await touwen('list', ...index)).out).toBe(
      'there are no channels; make one with “touwen channels create”\n',
    )
  })
})
