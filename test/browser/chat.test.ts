import { describe, expect, it } from 'vitest'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer } from './browser.ts'

const browser = useBrowser()
const server = useServer()

describe('the chat page', () => {
  it('runs its script under its own policy and keeps the settings of the view', async () => {
    const { page, complaints, close } = await browser.visit(`${server.url}/`)
    await page.getByText('显示').click()
    await page.getByLabel('明暗').selectOption('dark')
    await page.getByRole('button', { name: '应用' }).click()
    await page.waitForLoadState()
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
    await expectNoSideways(page)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'chat')
    expect(complaints).toEqual([])
    await close()
  })
})
