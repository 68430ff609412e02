import { describe, expect, it } from 'vitest'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer } from './browser.ts'
import { consoleAccess, signIn } from './console-service.ts'

const access = await consoleAccess()
const browser = useBrowser()
const server = useServer(access.deps)

describe('the console', () => {
  it('is entered with a key, and left again', async () => {
    const { key } = await access.key('admin')
    const visit = await browser.visit(`${server.url}/console`)
    const { page, complaints } = visit
    await shoot(page, 'console-sign-in')
    expect(await axeFindings(page)).toEqual([])
    await signIn(visit, key)
    await page.getByRole('heading', { name: '概况' }).waitFor()
    await expectNoSideways(page)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'console-empty')
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('button', { name: '登录' }).waitFor()
    expect(complaints).toEqual([])
    await visit.close()
  })
})
