// The states of the widget as visitors see them, at three widths, in both themes: nothing hangs over, nothing serious for axe.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/contract.ts'
import { LimitError } from '../../src/errors.ts'
import { eventsOf, latch } from '../http/fakes.ts'
import { answerTo } from './answers.ts'
import { shoot, useBrowser, WIDTHS } from './browser.ts'
import { panelFrame, portalSite, widgetFindings, widgetServer } from './portal.ts'

const browser = useBrowser()

/** What is asked, and what then stands in the panel. */
const STATES: [name: string, question: string, shown: string][] = [
  ['answered', '外资到账目标是多少', '.answer'],
  ['conflicting', '固定资产投资完成多少', '.sides li:nth-child(4)'],
  ['refused', '地铁几号线通到开发区', '.nearest'],
  ['list', '今年签约了哪些项目', '.items li:nth-child(30)'],
  ['long-title', `长标题${'很长的问题'.repeat(99)}`, '.answer'],
  ['limited', '限', '.trouble'],
  ['used-up', '用完', '.trouble'],
]

const TOLD: Record<string, string> = {
  limited: '约 30 秒',
  'used-up': '今天的提问次数已用完，约 9 小时后可以再问。',
}

async function sideways(page: Page): Promise<number> {
  const inner = panelFrame(page)
  const outer = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return Math.max(outer, await inner.evaluate(() => document.documentElement.scrollWidth - innerWidth))
}

describe.each(WIDTHS)('at a width of %i px', (width) => {
  it.each(['light', 'dark'] as const)(
    'every state can be read, %s',
    async (theme) => {
      const slow = latch()
      let asked = 0
      const reply = async (question: string): Promise<Answer> => {
        asked += 1
        if (question === '限') throw new LimitError('60 requests a minute are used up', 30)
        if (question === '用完') throw new LimitError('100 requests a day are used up', 9 * 3600)
        if (question.startsWith('慢')) await slow.opened
        return answerTo({ question }, `ans_${asked}`)
      }
      const server = await widgetServer({
        ask: async ({ question }) => reply(question),
        stream: async function* ({ question }) {
          yield* eventsOf(await reply(question))
        },
      })
      const site = await portalSite(server.url, { lines: [`data-channel="portal" data-theme="${theme}"`] })
      await server.make({ origins: [site.origin], title: '问丹阳', colour: '#b02a2a' })
      const { page, close } = await browser.visit(site.url, {
        viewport: { width, height: 740 },
        colorScheme: theme,
        reducedMotion: 'reduce',
      })
      const frame = page.frameLocator('touwen-widget iframe')
      const look = async (name: string): Promise<void> => {
        expect(await sideways(page), name).toBeLessThanOrEqual(0)
        // The box stays where it is.
        const form = (await frame.locator('.ask').boundingBox())!
        const room = (await page.locator('touwen-widget iframe').boundingBox())!
        expect(Math.round(form.y + form.height), name).toBe(Math.round(room.y + room.height))
        await shoot(page, `${name}-${width}-${theme}`)
      }
      const launcher = page.locator('touwen-widget .launcher')
      await launcher.waitFor()
      await shoot(page, `closed-${width}-${theme}`)
      await launcher.click()
      await frame.getByText('外资到账目标是多少？').waitFor()
      await look('first-open')
      for (const [name, question, shown] of STATES) {
        const box = frame.getByRole('textbox')
        await box.fill(question)
        await box.press('Enter')
        const turn = frame.locator('.turn').last()
        await turn.locator(shown).waitFor()
        if (TOLD[name] !== undefined) expect(await turn.innerText()).toContain(TOLD[name])
        await look(name)
      }
      await frame.getByRole('textbox').fill('慢')
      await frame.getByRole('textbox').press('Enter')
      await frame.locator('.progress').waitFor()
      await look('answering')
      slow.open()
      await frame.locator('.turn').last().locator('.nearest').waitFor()
      // All of them at once: they stand above one another. They are the same at every width.
      if (width === 360) expect(await widgetFindings(page)).toEqual([])
      await close()
    },
    60_000,
  )
})
