// Words that several pages share.
import { wording } from './words.ts'

export const commonWords = wording({
  name: ['投问', '投問', 'TouWen'],
  about: [
    '只依据收录的新闻回答，每个数字都能点开出处。',
    '只依據收錄的新聞回答，每個數字都能點開出處。',
    'Answers come from the collected news only; every figure opens at its source.',
  ],
  label: [
    '回答由程序从新闻中摘录，请以原文为准。',
    '回答由程式從新聞中摘錄，請以原文為準。',
    'Answers are excerpts made by a program; the original counts.',
  ],
  held: [
    (articles: number, newest: string | null) =>
      `收录 ${articles.toLocaleString('en')} 篇${newest === null ? '' : ` · 最新 ${newest}`}`,
    (articles: number, newest: string | null) =>
      `收錄 ${articles.toLocaleString('en')} 篇${newest === null ? '' : ` · 最新 ${newest}`}`,
    (articles: number, newest: string | null) =>
      `${articles.toLocaleString('en')} articles${newest === null ? '' : ` · newest ${newest}`}`,
  ],
  skip: ['跳到正文', '跳到正文', 'Skip to content'],
  display: ['显示', '顯示', 'Display'],
  language: ['语言', '語言', 'Language'],
  theme: ['明暗', '明暗', 'Theme'],
  themes: [
    (name: 'auto' | 'light' | 'dark') => ({ auto: '随系统', light: '浅色', dark: '深色' })[name],
    (name: 'auto' | 'light' | 'dark') => ({ auto: '隨系統', light: '淺色', dark: '深色' })[name],
    (name: 'auto' | 'light' | 'dark') => ({ auto: 'System', light: 'Light', dark: 'Dark' })[name],
  ],
  size: ['字号', '字級', 'Text size'],
  sizes: [
    (name: 'normal' | 'large') => ({ normal: '标准', large: '大字' })[name],
    (name: 'normal' | 'large') => ({ normal: '標準', large: '大字' })[name],
    (name: 'normal' | 'large') => ({ normal: 'Normal', large: 'Large' })[name],
  ],
  apply: ['应用', '套用', 'Apply'],
  notFound: ['没有这一页。', '沒有這一頁。', 'There is no such page.'],
  failed: ['出了点问题', '出了點問題', 'Something went wrong'],
  home: ['回到提问', '回到提問', 'Back to asking'],
})
