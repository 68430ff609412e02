// Lines that belong to the page and not to the article, known by their words alone. A rule here holds for
// every Chinese site; what needs the page's structure is decided by the readers.

/**
 * - `editor`: 责任编辑 and the like  - `source`: a row of source, author or date  - `next`: 上一篇/下一条
 * - `comments`: the head of readers' comments  - `host`: 主办, of a site or of an event
 * - `related`: the head of a list of other articles  - `tool`: share, print, font size, scan
 * - `legal`: copyright, licence numbers, disclaimers  - `contact`: the head or a row of a contact block
 */
export type ChromeKind =
  'comments' | 'host' | 'editor' | 'source' | 'next' | 'related' | 'tool' | 'legal' | 'contact' | 'end'

const OPEN = '^[（(【\\[「〔<《«■◆●▲*·•\\s]{0,3}'

const RULES: readonly (readonly [ChromeKind, number, RegExp])[] = [
  // Names only: in a procedure “初审：…” begins a step.
  [
    'editor',
    40,
    /^[（(【[]?\s?(?:校\s?对|校審|审\s?核|审校|初审|复审|终审|[一二三]审|监制|总监制|签发|签审|编发|录入|值班主任|统筹|排版|主编|实习生|终校)(?:人|员|者)?\s?[:：丨|/]\s?[\u4e00-\u9fff\s、/:：]{0,24}[）)】\]]?$/,
  ],
  [
    'editor',
    40,
    /^(?:文字|文案|图文|视频|摄像|剪辑|制作|海报|拍摄|采写|撰稿|撰文|供图|策划|通讯员|设计)\s?[:：丨|/]\s?[\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4}){0,5}$/,
  ],
  [
    'editor',
    80,
    new RegExp(
      `${OPEN}(?:纠错[】\\]]?\\s?)?[【\\[（(]?\\s?(?:本文|本期|本版|网络|网站|值班|文字|视频|图片|新媒体|助理)?(?:责任编辑|责\\s?编|责任编审|编\\s?辑|編輯|编审|编校|责任校对|网编|责任审核)(?:人|员|者)?[ /／、和]{0,2}(?:[\\p{Script=Han}]{2,4})?[ ]?[:：丨|]`,
      'u',
    ),
  ],
  [
    'editor',
    60,
    /^[^。！？]{0,40}(?:编辑|责编|供稿|摄影)\s?[/／:：]\s?[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4}){0,3}[）)】\]]?$/,
  ],
  ['source', 40, /^(?:[文图]|图文|撰文|采写|作者|出品|来源|策划)\s?[/／丨|︱—―─]{1,2}\s?[^。！？]{2,}$/],
  [
    'source',
    50,
    /^[（(]?\s?[《“][^》”]{1,13}[报刊志摘]\s?[》”]\s?[（(【\s]\s?(?:19|20)\d{2}\s?年[^。]{0,24}版?\s?[）)】]{0,2}$/,
  ],
  [
    'source',
    40,
    /^[（(](?:本文|文章)?(?:(?:来源|转载|原载|刊于|摘自|选自)[^。]{2,30}|(?:经|由)[^。，]{2,24}(?:授权|转载)[^。]{0,6})[）)]$/,
  ],
  [
    'source',
    80,
    /^[[（(]?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:：]{0,12}[\])）]?\s?(?:来源|作者|稿源|浏览|阅读|点击)[:：]/,
  ],
  [
    'tool',
    30,
    /^返回.{1,8}，?查看更多$|^(?:请?点击|戳|关注)?.{0,6}(?:上方|下方).{0,6}(?:蓝字|名片|卡片|关注).*$|关注我们$/,
  ],
  ['source', 30, /^[（(][^。！？，]{0,20}(?:供稿|供图|撰稿|投稿)[^。！？，]{0,4}[）)]$/],
  // A share's price, set into the text by a script.
  [
    'tool',
    40,
    /^(?:最新价?|现价|涨跌[幅额]|成交[量额]|换手率?|振幅|量比|今开|昨收|总市值|市盈率?)\s?[|:：]\s?[-+]?[\d.,]{1,14}\s?[%％万亿手元]{0,3}$/,
  ],
  ['tool', 8, /^(?:广告|AD|推广|赞助内容|广告合作)$/i],
  ['editor', 24, /^[（(【[]\s?(?:编辑|责编|责任编辑)\s[^。，]{2,16}[）)】\]]$/],
  [
    'source',
    60,
    new RegExp(
      `${OPEN}(?:本文)?(?:信息|文章|新闻|稿件|内容|消息)?(?:来\\s?源|來源|稿源|出处|作\\s?者|发布(?:时间|日期|机构|单位|人|者)|發布時間|发稿(?:时间|日期)|(?:更新|发表|录入|添加|上传)(?:时间|日期)|日\\s?期|浏览(?:次数|量)?|点击(?:数|量|次数)?|阅读(?:次数|量|数)?|访问(?:次数|量)|字\\s?[号体](?:大小)?|索\\s?引\\s?号|来稿|供稿(?:单位|人)?|撰稿|文字来源|原标题|原文链接|原文标题|本文链接|本文地址|文章链接|信息索引|文章关键[字词]|相关(?:热词|标签|关键词)(?:搜索)?|关\\s?键\\s?[字词]|标签|分类|主题词|本文标签|责任部门|生成日期|公开(?:方式|时限|范围)|发文(?:日期|机关|字号)|成文日期|主题分类)[ ]?[:：丨]`,
      'u',
    ),
  ],
  [
    'next',
    160,
    /^[【[（(<《«\s]{0,2}[上下前后][一1][篇条则页](?:新闻|文章|信息|内容)?[】\])）>》»\s]{0,2}(?:[:：>]|$|\s)/,
  ],
  ['next', 160, /^[上下]一[个组](?:新闻|文章|图集)?\s?[:：]/],
  [
    'next',
    40,
    /^(?:首页\s)?(?:上一页|下一页|尾页|末页)(?:\s|$)|^[<＜]?\s?(?:返回|回到)(?:上[一级]|列表|顶部|首页|.{0,6}(?:首页|列表|顶部))/,
  ],
  [
    'related',
    26,
    new RegExp(
      `${OPEN}(?:(?:相关|推荐|延伸|热点|热门|精彩|最新|更多|编辑|猜你|今日|频道|图片|为您|为你|实时|本周|阅读|点击|24小时|48小时)(?:的)?(?:阅读|新闻|文章|链接|报道|推荐|稿件|信息|文档|资讯|专题|内容|排行榜?|点击|话题|评论|动态|喜欢|要闻|精选|图文|视频|热点|热图|热文|资料|主题|产品|图集|热闻|关注|公司|个股|标签)(?:榜|推荐|排行榜?|[>»]{1,2}|更多)?|延伸阅读|往期(?:回顾|精彩|推荐)|新闻排行榜?|(?:您|你)?可能(?:还|也)?(?:会)?(?:对.{0,6}感兴趣|喜欢|感兴趣的?(?:内容|文章)?)|大家都?(?:在看|爱看|感兴趣)|猜你(?:喜欢|感兴趣)|文章关键词|友情链接|快速(?:导航|链接)|站内搜索|您此时的心情|值班总编推荐|看过本文的(?:人)?还看过?|推荐|排行榜?)\\s?[:：>»】\\]）]{0,3}$`,
      'u',
    ),
  ],
  [
    'comments',
    26,
    /^[【[（(]?(?:(?:网友|最新|全部|热门|精彩|文章|读者|用户|我要|发表|发布|查看(?:全部|更多)|写)(?:评论|跟帖|留言|回复)|评论|跟帖)(?:列表|区|须知)?(?:\s?[(（]?\d{1,6}条?[)）]?)?\s?[:：>»】\]）]{0,2}$/,
  ],
  [
    'tool',
    48,
    /^[【[（(<\s]{0,2}(?:分享(?:到|至|让更多人看到|文章|按钮|本文)?|打印(?:本页|本文|此页|文章|预览)?|关闭(?:本页|窗口|页面)?|收藏(?:本页|本文)?|复制(?:链接|地址)|字号[大小增减]?|[大中小]字号|我要(?:纠错|评论|分享|留言|打印)|纠错|返回|举报|点赞|顶一下|踩一下|加入收藏|设为首页|扫(?:一扫|码|描)?.{0,4}(?:二维码|微信|下载|手机|分享|打开|阅读|关注).*|(?:微信|手机)?扫一扫.*|(?:打开|用)微信.*|长按.{0,6}二维码.*|手机(?:看|阅读|浏览|打开|扫).*|链接已复制|正在阅读|阅读剩余全文|展开全文|点击(?:查看|进入|加载|展开|阅读|关注).{0,20}|查看(?:原文|更多|全文)|阅读(?:全文|原文)|全文(?:阅读|完)|加载(?:中|更多).*|登录|注册|语音播报|播报文章|无障碍(?:阅读|浏览)?|长者(?:助手|模式|版)|语音朗读|调整字体|小\s?中\s?大|大\s?中\s?小|A[-+])(?:\s?[(（]\s?\d{0,7}\s?[)）])?[】\])）>\s:：|.。]{0,3}$/,
  ],
  [
    'tool',
    60,
    /^(?:分享到|分享至|分享)[:：]|^(?:【|\[)\s?(?:字体|字号|打印|关闭|大|我要)|^(?:字体|字号)[:：\s]|二维码分享$|^\(?点击进入[“"「《【].{1,20}[”"」》】]/,
  ],
  [
    'legal',
    400,
    /^[（(【[*※◎\s]{0,3}(?:版权(?:声明|所有|与免责)|免责(?:声明|条款)|特别声明|郑重声明|(?:本网|本站|网站|转载)声明|声明\s?[:：]|凡(?:本网|本站|注明|来源|标注)|(?:如需)?转载(?:请|须|时)(?:务必)?(?:注明|标明|联系|保留|附上)|(?:该文|本文|文章|以上)观点(?:仅|不)|未经.{0,16}(?:授权|许可|书面|允许|同意)|本文(?:仅|系|来自|为).{0,12}(?:代表|转载|网友|作者个人)|本文内容仅代表|以上内容仅|(?:本站|本网)(?:转载|刊登|所载|部分|发布)|如有侵权|风险提示[:：]|理财有风险|【?免责|(?:本文|文章).{0,8}(?:不代表|仅供参考)|请自觉遵守|文明上网|以上(?:留言|评论)|网友评论仅|新闻热线|报料热线|(?:海量资讯|更多精彩).{0,40}(?:APP|客户端))/i,
  ],
  [
    'legal',
    400,
    /copyright|all rights reserved|©|版权所有|[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青蒙桂藏宁新]ICP[备证]|公网安备|网站标识码|(?:技术支持|网站维护|运行维护单位)\s?[:：]|建议使用.{0,20}(?:浏览器|分辨率)|互联网新闻信息服务许可|不良信息举报|最佳浏览|违法和不良/i,
  ],
  [
    'legal',
    60,
    /未经.{0,10}(?:授权|许可|同意).{0,6}(?:不得|禁止|严禁|请勿|谢绝)|(?:新闻)?报料(?:热线|电话)?[:：]/,
  ],
  ['host', 200, /^(?:主办|承办|协办)(?:单位)?\s?[:：]/],
  ['contact', 30, /^(?:与我们联系|联系我们|联络我们|关于我们|网站地图)(?:[:：\s|]|$)/],
  ['end', 20, /^[-—=\s]{0,6}(?:THE END|END|完)[-—=\s]{0,6}$|^责任编辑$/i],
]

/** What kind of page furniture a line is; null when it may well be the article's. */
export function chromeKind(line: string): ChromeKind | null {
  for (const [kind, longest, pattern] of RULES) {
    if (line.length <= longest && pattern.test(line)) return kind
  }
  return null
}

const SENTENCE = /[。！？；!?]|[，、].*[，、]/
const ENGLISH = /[a-z]{2}\.(?:\s|$)/

/** Whether a line reads like running text: long enough, with the punctuation of a sentence. */
export function isProse(line: string): boolean {
  return (line.length >= 16 && SENTENCE.test(line)) || (line.length >= 50 && ENGLISH.test(line))
}

/** Whether a line, as a caption under a picture does, tells who took it or says that it is one. */
export function isCaption(line: string): boolean {
  if (line.length > 90) return false
  return (
    /^[（(【▲△↑↓▼\s]{0,3}(?:图注|图片?说明|图片来源|图源|资料图片?|配图|视频来源|图\/|图\d{0,2}[:：])/.test(
      line,
    ) ||
    /(?:\s|[/／])(?:摄|供图|图|摄影|制图|绘)[）)。】]{0,2}$/.test(line) ||
    /(?:摄影|图片|供图|摄)\s?[:：/]\s?[\p{Script=Han}\s]{2,10}[）)】]?$/u.test(line)
  )
}

// How much of the running text may stand behind such a line for it to be the article's end all the same.
const CUTS: Readonly<Partial<Record<ChromeKind, number>>> = {
  comments: 0.95,
  next: 0.6,
  related: 0.4,
  legal: 0.35,
  contact: 0.3,
  end: 0.3,
  editor: 0.2,
}

/**
 * The lines of an article without the furniture among and after them: everything from the first link to
 * another article, list head, copyright or contact block on goes, unless much running text follows; single
 * lines of editors, sources and tools go wherever they stand. `onDrop` is told what went and why.
 */
export function withoutChrome<T>(
  lines: readonly T[],
  textOf: (line: T) => string,
  kindOf: (line: T) => ChromeKind | null = (line) => chromeKind(textOf(line)),
  onDrop: (line: T, rule: string) => void = () => undefined,
): T[] {
  const texts = lines.map((line) => textOf(line))
  const kinds = lines.map((line) => kindOf(line))
  const prose = texts.map((text, i) => (kinds[i] === null && isProse(text) ? text.length : 0))
  let after = prose.reduce((sum, length) => sum + length, 0)
  const total = after
  let end = lines.length
  let cause = ''
  for (let i = 0; i < lines.length; i += 1) {
    const kind = kinds[i]!
    const share = total === 0 ? 0 : after / total
    // Before the first running text stand lists of other articles too, but nothing is cut for them.
    const started = share < 1 || (total === 0 && i > 0)
    if (started && kind !== null && share < (CUTS[kind] ?? 0)) {
      end = i
      cause = `stands behind “${texts[i]!.slice(0, 20)}” (${kind})`
      break
    }
    after -= prose[i]!
  }
  // Who holds an event is told in articles too; as a footer it only counts against a box.
  return lines.filter((line, i) => {
    const isKept = i < end && (kinds[i] === null || kinds[i] === 'host')
    if (!isKept)
      onDrop(line, kinds[i] === null || kinds[i] === 'host' ? cause : `a line of kind “${kinds[i]!}”`)
    return isKept
  })
}

const EDITOR_AT_END =
  /(?:返回[^，。]{1,8}，查看更多|\s?[（(【[]\s?(?:责任编辑|责编|编辑|责任校对|审核)\s?[:：][^（(【[）)】\]。]{1,30}[）)】\]])\s?$/

/** A line without the editor's name that stands in brackets at its end. */
export function withoutEditor(line: string): string {
  const cut = line.slice(-60).replace(EDITOR_AT_END, '')
  return line.length > 60 ? line.slice(0, -60) + cut : cut === '' ? line : cut
}
