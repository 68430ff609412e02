import { describe, expect, it } from 'vitest'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer } from './browser.ts'
import { chatDeps } from './answers.ts'
const browser = useBrowser()
const { deps } = chatDeps()
const server = useServer(deps)
const QS: Record<string, string> = {
  answered: '外资到账目标是多少',
  conflict: '固定资产投资完成多少',
  refused: '地铁什么时候通车',
  zone: '火星开发区投资多少',
  list: '今年签约了哪些项目',
  pinned: '固定回答在哪里',
  phrased: '表述一下外',
  title: '长标题的签约总投资',
}
describe('shots', () => {
  for (const [w, h] of [
    [360, 740],
    [768, 1024],
    [1440, 900],
  ] as const)
    for (const theme of ['light', 'dark'] as const)
      it(`${w} ${theme}`, async () => {
        const { page, complaints, close } = await browser.visit(`${server.url}/`, {
          viewport: { width: w, height: h },
          colorScheme: theme,
          hasTouch: w < 800,
          isMobile: w < 800,
        })
        await page.locator('.ask textarea').waitFor()
        await shoot(page, `${w}-${theme}-first`)
        expect(await axeFindings(page)).toEqual([])
        for (const [name, q] of Object.entries(QS)) {
          await page.getByLabel('问题', { exact: true }).fill(q)
          await page.keyboard.press('Enter')
          await page.locator('.turn').last().locator('.answer, .sides, .items').first().waitFor()
          await page.waitForTimeout(500)
          await shoot(page, `${w}-${theme}-${name}`)
          expect.soft(await axeFindings(page)).toEqual([])
          await expectNoSideways(page)
          if (name === 'answered') {
            await page.locator('.turn .cite').first().click()
            await page.waitForTimeout(400)
            await shoot(page, `${w}-${theme}-source`)
            await page.keyboard.press('Escape')
          }
          await page.getByRole('button', { name: '清空对话' }).click()
        }
        expect(complaints).toEqual([])
        await close()
      })
})
