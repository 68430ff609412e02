// Words of the button and the frame of the widget: few, since they are loaded into every page of a portal.
import { wording } from './words.ts'

export const launcherWords = wording({
  title: ['问新闻', '問新聞', 'Ask the news'],
  open: [
    (title: string) => `${title}：打开`,
    (title: string) => `${title}：開啟`,
    (title: string) => `${title}: open`,
  ],
  close: ['关闭', '關閉', 'Close'],
  wait: ['正在打开', '正在開啟', 'Opening'],
  away: [
    '暂时连不上问答服务，稍后再试。',
    '暫時連不上問答服務，稍後再試。',
    'The service cannot be reached at present; try again later.',
  ],
  retry: ['重试', '重試', 'Try again'],
  refused: [
    (origin: string, channel: string) =>
      `网站管理员请注意：渠道“${channel}”还没有允许 ${origin} 的网页，请在控制台的“渠道”里加上它，或运行 touwen channels allow ${channel} ${origin}。`,
    (origin: string, channel: string) =>
      `網站管理員請注意：渠道「${channel}」還沒有允許 ${origin} 的網頁，請在控制台的「渠道」裡加上它，或執行 touwen channels allow ${channel} ${origin}。`,
    (origin: string, channel: string) =>
      `For the webmaster: the channel “${channel}” does not allow pages of ${origin} yet. Add it in the console under Channels, or run touwen channels allow ${channel} ${origin}.`,
  ],
})
