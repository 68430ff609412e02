// A portal's site on an origin of its own, with a strict policy, and the server whose widget it shows. Both can go away.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Frame, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { bundleAssets } from '../../src/assets/esbuild.ts'
import type { ChannelRequest } from '../../src/channel-contract.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { byKey } from '../../src/http/access.ts'
import { listen, type Listening } from '../../src/http/serve.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { channelProcesses } from '../channels/service.ts'
import { fakeApp } from '../http/fakes.ts'
import { chatDeps } from './answers.ts'
import { axeFindings } from './browser.ts'

const assets = await bundleAssets()

interface HostOptions {
  /** The attributes of each line; each has its channel. */
  lines?: string[]
  /** In the head of the page, as a script of its own file. */
  script?: string
  /** Another policy than the strictest that lets the widget work. */
  policy?: (server: string) => string
  body?: string
  lang?: string
  /** Under the server's own name of this machine, so that it is the same site: such a frame may keep things. */
  sameSite?: boolean
}

/** A server with channels, closed to whoever brings no session. */
export async function widgetServer(own: Partial<AppDeps> = {}) {
  const { deps, asked, rated } = chatDeps()
  const { channels, visits, sql, forgetTickets } = await channelProcesses({ real: true })
  const keys = createKeys({ store: createKeyStore(sql) })
  const { answers } = deps
  const build = () =>
    fakeApp({
      ...deps,
      assets,
      channels,
      visits,
      keys,
      answers: {
        ...answers!,
        answer: async (id) => {
          const found = await answers!.answer(id)
          return found === null ? null : { ...found, channel: 'portal' }
        },
      },
      authenticate: byKey(keys, [], visits),
      cors: { origins: [], allowsOrigin: visits.allowsOrigin },
      ...own,
    }).app
  let listening: Listening = await listen(build(), { host: '127.0.0.1', port: 0, graceMs: 0 })
  const { url } = listening
  const port = Number(new URL(url).port)
  let running = true
  const stop = async () => {
    if (!running) return
    running = false
    await listening.close()
  }
  onTestFinished(stop)
  return {
    url,
    asked,
    rated,
    visits,
    channels,
    forgetTokens: forgetTickets,
    /** Make the channel “portal”, or change it. */
    make: (wish: Partial<ChannelRequest>, id = 'portal') => channels.put(id, { name: 'a', ...wish }),
    stop,
    again: async () => {
      listening = await listen(build(), { host: '127.0.0.1', port, graceMs: 0 })
      running = true
    },
  }
}

/** The frame of an open panel. */
export function panelFrame(page: Page): Frame {
  const found = page.frames().find((one) => one.url().includes('/embed/'))
  if (found === undefined) throw new Error('there is no panel in the page')
  return found
}

/** Findings of axe in the page and in the frame of the panel, which a page cannot look into. */
export async function widgetFindings(page: Page): Promise<string[]> {
  return [...(await axeFindings(page)), ...(await axeFindings(panelFrame(page)))]
}

/** The least that a page must allow for the widget. */
export function strictPolicy(server: string): string {
  return `default-src 'none'; script-src ${server} 'self'; connect-src ${server}; frame-src ${server}; require-trusted-types-for 'script'; trusted-types 'none'`
}

/** A site whose page holds lines of the widget; its origin, and the address of the page. */
export async function portalSite(server: string, options: HostOptions = {}) {
  const { lines = ['data-channel="portal"'], policy = strictPolicy, lang = 'zh-CN' } = options
  const { body = '<h1>丹阳经济开发区</h1><p>投资新闻</p><button id="own">自己的按钮</button>' } = options
  const page = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>门户</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${options.script === undefined ? '' : '<script src="/own.js"></script>'}
    ${lines.map((line) => `<script src="${server}/widget.js" ${line} defer></script>`).join('\n')}
    </head><body>${body}</body></html>`
  const site: Server = createServer(({ url }, response) => {
    if (url === '/favicon.ico') response.writeHead(204).end()
    else if (url === '/own.js') {
      response.setHeader('Content-Type', 'text/javascript').end(options.script ?? '')
    } else {
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.setHeader('Content-Security-Policy', policy(server))
      response.end(page)
    }
  })
  await new Promise<void>((resolve) => {
    site.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        site.close(() => resolve())
        site.closeAllConnections()
      }),
  )
  // Another name of this machine, so that it is another site as well.
  const name = options.sameSite === true ? '127.0.0.1' : 'localhost'
  const origin = `http://${name}:${(site.address() as AddressInfo).port}`
  return { origin, url: `${origin}/` }
}
