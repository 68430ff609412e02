// Words of the panel in the widget, besides those that it shares with the chat page.
import { wording } from './words.ts'

export const widgetWords = wording({
  name: ['问新闻', '問新聞', 'Ask the news'],
  context: [
    (shown: string) => `只问：${shown}`,
    (shown: string) => `只問：${shown}`,
    (shown: string) => `Only: ${shown}`,
  ],
  thesePages: ['本页的文章', '本頁的文章', 'the articles of this page'],
  anything: ['不限范围', '不限範圍', 'Ask of everything'],
  refused: [
    '这个网页现在不能提问。网站管理员请注意：渠道已停用，或没有允许这个网站，请在控制台的“渠道”里查看。',
    '這個網頁現在不能提問。網站管理員請注意：渠道已停用，或沒有允許這個網站，請在控制台的「渠道」裡查看。',
    'This page cannot ask at present. For the webmaster: the channel is switched off or does not allow this site; see Channels in the console.',
  ],
  away: [
    '暂时连不上问答服务，问题会留在框里。',
    '暫時連不上問答服務，問題會留在框裡。',
    'The service cannot be reached at present; your question stays in the box.',
  ],
  noChannel: [
    '没有这个渠道，或者它已停用。',
    '沒有這個渠道，或者它已停用。',
    'There is no such channel, or it is switched off.',
  ],
  notHere: [
    '渠道没有允许这个网站。网站管理员请在控制台的“渠道”里加上它的网址。',
    '渠道沒有允許這個網站。網站管理員請在控制台的「渠道」裡加上它的網址。',
    'The channel does not allow this site. The webmaster can add its address in the console under Channels.',
  ],
  onlyFramed: [
    '这一页由网站里的小窗口打开，不能单独使用。',
    '這一頁由網站裡的小視窗開啟，不能單獨使用。',
    'This page is opened by the widget in a site, and does nothing by itself.',
  ],
  needsScript: [
    '需要开启 JavaScript 才能在这里提问。',
    '需要開啟 JavaScript 才能在這裡提問。',
    'Asking here needs JavaScript.',
  ],
})
