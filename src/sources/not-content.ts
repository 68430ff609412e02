// Pages that come with status 200 and are no article: “page not found”, a login, a challenge for robots. Known by the
// words that such pages have in every language of the field, together with how little else stands on them.

export interface Arrival {
  /** What was asked for, and where it led. */
  asked: string
  arrived: string
  /** The page's own title, as in its head; null for other documents. */
  pageTitle: string | null
  /** The source of the page, or null for documents that are no pages. */
  html: string | null
  /** What the reader took for the article's title and text. */
  title: string | null
  text: string
}

export interface NoContent {
  fact: string
  remedy: string
}

/** Below a title that says so, a text of this length may still be an error page; a longer one reports about one. */
const LITTLE = 400
/** What stands in place of a page rarely has more text than this. */
const HARDLY_ANY = 160

const NOT_FOUND =
  /(?:^|[-_|–—\s])404(?=$|\s{0,3}(?:[-_|–—!！,，:：]|error|not|page|页面|頁面|错误|未找到|找不到))|(?:error|错误|http)\s{0,3}404|not found|page (?:is )?(?:missing|unavailable)|no longer (?:exists|available)|(?:页面|网页|文章|内容|信息|文件|访问的.{0,12}|请求的.{0,12}|頁面|網頁)(?:已经?)?(?:不存在|未找到|找不到|(?:被)?删除|下线|丢失|丟失|無法找到|无法找到)|(?:找不到|未找到|没有找到|无法找到)(?:该|此|您?(?:要|所)?(?:访问|查找|请求)?的?)?(?:页面|网页|文章|内容|信息|文件|資源|资源)/i
const BROKEN =
  /出错了?|(?:系统|服务器|程序)(?:错误|异常|繁忙)|(?:系统|网站)(?:正在)?(?:维护|升级)|正在维护|internal server error|bad gateway|service unavailable|under maintenance/i
const CHALLENGE =
  /just a moment|attention required|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you (?:a )?(?:human|robot)|access denied|request blocked|ddos protection|(?:安全|人机|访问|滑动|身份|真人|浏览器)(?:验证|校验|检查|检测|认证)|请(?:先)?(?:完成|进行|通过|输入|拖动).{0,8}(?:验证|滑块|拼图)|验证码|访问(?:过于|太)频繁|(?:访问|请求)(?:被|已被)?(?:拒绝|拦截|阻断|限制)|网站防火墙|您的访问.{0,8}(?:异常|可疑)|enable javascript|(?:启用|开启|打开)\s?javascript/i
const CHALLENGE_SCRIPT =
  /_cf_chl_opt|\/cdn-cgi\/challenge-platform|__jsl_clearance|acw_sc__v2|aliyun_waf_|\bg_captcha|geetest|hcaptcha\.com|recaptcha\/api\.js|WAFCaptcha|TencentCaptcha/i
const PASSWORD = /<input\b[^<>]{0,300}\btype\s{0,9}=\s{0,9}["']?password\b/i
const LOGIN =
  /(?:用户|会员|账号|帐号|统一身份|单点|请(?:先)?)?(?:登录|登入|登陆|認證|认证)(?:页面?|系统|平台|中心|后)?|sign ?in|log ?in|single sign-on/i
const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|log-?on|sign-?in|passport|sso|cas|auth|authorize|oauth2?|denglu|userlogin|account)(?=[/._?-]|$)/i

/** Why a document is no article; null when it may be one. */
export function noContent(arrival: Arrival): NoContent | null {
  const { asked, arrived, pageTitle, html, text } = arrival
  const heads = [pageTitle, arrival.title]
    .filter((one): one is string => one !== null)
    .map((one) => one.slice(0, 120))
  const isEmpty = text.length < HARDLY_ANY
  const says = (words: RegExp): boolean => isEmpty && [...heads, text].some((one) => words.test(one))
  if (arrived !== asked && isLogin(arrived) && !isLogin(asked)) return login(arrived)
  if (html !== null && isEmpty && PASSWORD.test(html) && heads.some((head) => LOGIN.test(head)))
    return login(arrived)
  if (says(CHALLENGE) || (html !== null && isEmpty && CHALLENGE_SCRIPT.test(html))) {
    const remedy = 'ask the operator of the site to let this client in, or give the articles as files'
    return { fact: 'the site answers with a check for robots instead of the page', remedy }
  }
  if (says(NOT_FOUND) || (text.length < LITTLE && heads.some((head) => NOT_FOUND.test(head)))) {
    const fact = `the page says itself that it is not there (“${(heads[0] ?? text).slice(0, 60)}”)`
    return { fact, remedy: 'check whether the article has moved; it is tried again later' }
  }
  if (says(BROKEN)) {
    const fact = `the page tells of an error of its site (“${(heads[0] ?? text).slice(0, 60)}”)`
    return { fact, remedy: 'it is tried again later' }
  }
  if (arrived !== asked && isFrontPage(arrived) && !isFrontPage(asked)) {
    return {
      fact: 'the address leads to the front page of the site',
      remedy: 'check whether the article has moved',
    }
  }
  return null
}

/** The title in a page's head, in its first 64 kB; null when it has none. */
export function headTitle(html: string): string | null {
  return /<title\b[^<>]{0,200}>([^<]{0,300})/i.exec(html.slice(0, 65_536))?.[1]?.trim() ?? null
}

function login(arrived: string): NoContent {
  return { fact: `the page can be read only after a login (${arrived.slice(0, 100)})`, remedy: 'give the articles as files, or register a page that is open to all' } // prettier-ignore
}

function isLogin(url: string): boolean {
  return URL.canParse(url) && LOGIN_PATH.test(new URL(url).pathname)
}

function isFrontPage(url: string): boolean {
  return URL.canParse(url) && /^\/(?:(?:index|default|home|main)(?:\.\w{2,5})?)?$/i.test(new URL(url).pathname) && new URL(url).search === '' // prettier-ignore
}
