// Words of the pages of channels.
import { wording } from './words.ts'

type Shown = 'auto' | 'zh-Hans' | 'zh-Hant' | 'en'
type Side = 'right' | 'left'

export const channelWords = wording({
  about: [
    '每个网站一个渠道：放进它的网页的一行代码，和它看起来的样子。',
    '每個網站一個渠道：放進它的網頁的一行程式碼，和它看起來的樣子。',
    'One channel for each site: the line that goes into its pages, and how it looks there.',
  ],
  caption: ['渠道', '渠道', 'Channels'],
  search: ['查找渠道', '尋找渠道', 'Search channels'],
  create: ['新建渠道', '新建渠道', 'Make a channel'],
  empty: [
    '还没有渠道。新建一个，把它的一行代码放进网页，访客就能在那里提问。',
    '還沒有渠道。新建一個，把它的一行程式碼放進網頁，訪客就能在那裡提問。',
    'There are none yet. Make one and put its line into your pages: visitors can then ask there.',
  ],
  held: ['限定', '限定', 'Held to'],
  today: ['今天', '今天', 'Today'],
  off: ['已停用', '已停用', 'Switched off'],
  on: ['已启用', '已啟用', 'Switched on'],
  switchOff: ['停用', '停用', 'Switch off'],
  switchOn: ['启用', '啟用', 'Switch on'],
  noOrigins: [
    '还没有允许的网站，哪里都不会显示',
    '還沒有允許的網站，哪裡都不會顯示',
    'No site is allowed yet: it is shown nowhere',
  ],
  // --- One ---
  line: ['放进网页的一行', '放進網頁的一行', 'The line for your pages'],
  lineHint: [
    '放在要显示它的每个网页里，</body> 之前。',
    '放在要顯示它的每個網頁裡，</body> 之前。',
    'Put it into each page that is to show it, before </body>.',
  ],
  policy: ['网页有 CSP 时', '網頁有 CSP 時', 'Where pages have a CSP'],
  policyHint: [
    '把这些地址加进网站 Content-Security-Policy 的同名指令里；没有 CSP 就不用管。',
    '把這些位址加進網站 Content-Security-Policy 的同名指令裡；沒有 CSP 就不用管。',
    'Add these to the directives of the same name in the site’s Content-Security-Policy; without one nothing is to be done.',
  ],
  usedToday: [
    (used: string, daily: string | null) =>
      daily === null ? `今天提问 ${used} 次，没有上限` : `今天提问 ${used} 次，上限 ${daily} 次`,
    (used: string, daily: string | null) =>
      daily === null ? `今天提問 ${used} 次，沒有上限` : `今天提問 ${used} 次，上限 ${daily} 次`,
    (used: string, daily: string | null) =>
      daily === null ? `${used} questions today, no limit` : `${used} questions today of ${daily}`,
  ],
  records: ['看它的问答记录', '看它的問答記錄', 'See its questions'],
  settings: ['设置', '設定', 'Settings'],
  deleteTitle: ['删除渠道', '刪除渠道', 'Delete the channel'],
  deleteLoss: [
    (name: string) => `“${name}”会从所有放了它那一行代码的网页上消失，设置不能恢复。它的问答记录会留到期满。`,
    (name: string) =>
      `「${name}」會從所有放了它那一行程式碼的網頁上消失，設定不能恢復。它的問答記錄會留到期滿。`,
    (name: string) =>
      `“${name}” disappears from all pages that hold its line; its settings are lost for good. Its questions stay until they expire.`,
  ],
  // --- The form ---
  id: ['代号', '代號', 'Id'],
  idHint: [
    '写在那一行代码里，如 portal。小写字母、数字和 -，建好后不能改。空着：自动生成。',
    '寫在那一行程式碼裡，如 portal。小寫字母、數字和 -，建好後不能改。空著：自動產生。',
    'Stands in the line, such as portal: lower-case letters, digits and -. It cannot be changed. Empty: one is made.',
  ],
  badId: [
    '代号须以小写字母开头，只有小写字母、数字和 -，最多 40 个。',
    '代號須以小寫字母開頭，只有小寫字母、數字和 -，最多 40 個。',
    'An id begins with a lower-case letter and has 1–40 lower-case letters, digits or -.',
  ],
  nameHint: ['只有同事看到。', '只有同事看到。', 'Only colleagues see it.'],
  origins: ['允许的网站', '允許的網站', 'Allowed sites'],
  originsHint: [
    '一行一个，如 https://www.example.cn 或 https://*.example.cn。不在其中的网站不能显示。',
    '一行一個，如 https://www.example.cn 或 https://*.example.cn。不在其中的網站不能顯示。',
    'One a line, such as https://www.example.cn or https://*.example.cn. No other site can show it.',
  ],
  badOrigin: [
    (value: string) =>
      `“${value}”不是网站来源。请写成 https://www.example.cn 或 https://*.example.cn，不带路径。`,
    (value: string) =>
      `「${value}」不是網站來源。請寫成 https://www.example.cn 或 https://*.example.cn，不帶路徑。`,
    (value: string) =>
      `“${value}” is no origin. Write https://www.example.cn or https://*.example.cn, without a path.`,
  ],
  zoneHint: [
    '只用这个开发区的文章回答。空着：全部。',
    '只用這個開發區的文章回答。空著：全部。',
    'It answers from articles of this zone only. Empty: all.',
  ],
  daily: ['每天提问上限', '每天提問上限', 'Questions a day'],
  noLimit: ['空着：不限。', '空著：不限。', 'Empty: no limit.'],
  badNumber: [
    (label: string, least: number, most: number) =>
      `${label}须是 ${least} 到 ${most.toLocaleString('en')} 的整数。`,
    (label: string, least: number, most: number) =>
      `${label}須是 ${least} 到 ${most.toLocaleString('en')} 的整數。`,
    (label: string, least: number, most: number) =>
      `${label} must be a whole number from ${least} to ${most.toLocaleString('en')}.`,
  ],
  look: ['样子', '樣子', 'Look'],
  title: ['标题', '標題', 'Title'],
  titleHint: ['空着：“问新闻”。', '空著：「問新聞」。', 'Empty: “Ask the news”.'],
  welcome: ['开场白', '開場白', 'Welcome'],
  starters: ['开头的问题', '開頭的問題', 'Questions to begin with'],
  startersHint: [
    '一行一个，最多 6 个。空着：由最新的文章生成。',
    '一行一個，最多 6 個。空著：由最新的文章產生。',
    'One a line, at most 6. Empty: made from the newest articles.',
  ],
  tooManyStarters: [
    (now: number) => `开头的问题最多 6 个，现在 ${now} 个。`,
    (now: number) => `開頭的問題最多 6 個，現在 ${now} 個。`,
    (now: number) => `At most 6 questions to begin with, now ${now}.`,
  ],
  colour: ['颜色', '顏色', 'Colour'],
  colourHint: [
    '太浅或太深看不清时，程序会自动调整，右边是调整后的样子。',
    '太淺或太深看不清時，程式會自動調整，右邊是調整後的樣子。',
    'Made darker or lighter until it can be read; the preview shows how.',
  ],
  position: ['按钮位置', '按鈕位置', 'Corner of the button'],
  positions: [
    (side: Side) => ({ right: '右下角', left: '左下角' })[side],
    (side: Side) => ({ right: '右下角', left: '左下角' })[side],
    (side: Side) => ({ right: 'Lower right', left: 'Lower left' })[side],
  ],
  offsetX: ['离左右边（像素）', '離左右邊（像素）', 'From the side (pixels)'],
  offsetY: ['离底边（像素）', '離底邊（像素）', 'From the bottom (pixels)'],
  zIndex: ['层级（z-index）', '層級（z-index）', 'Level (z-index)'],
  language: ['语言', '語言', 'Language'],
  languages: [
    (name: Shown) => ({ auto: '随网页', 'zh-Hans': '简体', 'zh-Hant': '繁體', en: 'English' })[name],
    (name: Shown) => ({ auto: '隨網頁', 'zh-Hans': '简体', 'zh-Hant': '繁體', en: 'English' })[name],
    (name: Shown) => ({ auto: 'As the page', 'zh-Hans': '简体', 'zh-Hant': '繁體', en: 'English' })[name],
  ],
  label: ['说明回答由程序摘录', '說明回答由程式摘錄', 'Say that answers are excerpts'],
  labelText: ['说明的文字', '說明的文字', 'Its wording'],
  byDefault: ['空着：用程序自带的。', '空著：用程式自帶的。', 'Empty: that of the program.'],
  feedback: ['访客可以评价回答', '訪客可以評價回答', 'Visitors may rate answers'],
  conflict: [
    '别人刚改过这个渠道，所以没有保存。读取最新的会丢掉你在这里的改动，请先复制要留下的。',
    '別人剛改過這個渠道，所以沒有儲存。讀取最新的會丟掉你在這裡的改動，請先複製要留下的。',
    'Somebody has just changed this channel; yours was not saved. Loading the newest drops what you changed: copy what is to stay.',
  ],
  taken: [
    (id: string) => `代号“${id}”已被占用。请换一个。`,
    (id: string) => `代號「${id}」已被佔用。請換一個。`,
    (id: string) => `The id “${id}” is taken. Choose another.`,
  ],
  // --- Preview ---
  preview: ['预览', '預覽', 'Preview'],
  open: ['打开提问', '打開提問', 'Open'],
  previewFrame: ['小窗口的预览', '小視窗的預覽', 'Preview of the panel'],
  previewHint: [
    '可以在这里试着提问。试问不记录，也不计入渠道的每日上限。',
    '可以在這裡試著提問。試問不記錄，也不計入渠道的每日上限。',
    'You can ask here. What is asked here is neither recorded nor counted against the channel’s day.',
  ],
  light: ['浅色网页', '淺色網頁', 'Light page'],
  dark: ['深色网页', '深色網頁', 'Dark page'],
})
