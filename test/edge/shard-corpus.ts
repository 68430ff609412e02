// A made-up corpus for tests and measurements of shards: news of zones in several provinces, alike in words and different in
// figures, the same for the same seed.
import type { Draft } from '../../src/article.ts'
import { newDraft } from '../../src/ingest/draft.ts'
import { randomness } from '../store/sample.ts'

/** Zones with the regions of their breadcrumbs. The last is of no shard of `SHARDS`. */
export const ZONES: readonly { zone: string; region: string; place: string }[] = [
  { zone: '江苏丹阳经济开发区', region: '镇江', place: '丹阳' },
  { zone: '江苏昆山高新技术产业开发区', region: '苏州', place: '昆山' },
  { zone: '浙江德清经济开发区', region: '湖州', place: '德清' },
  { zone: '浙江平湖经济技术开发区', region: '嘉兴', place: '平湖' },
  { zone: '广东增城经济技术开发区', region: '广州', place: '增城' },
  { zone: '广东惠州高新技术产业开发区', region: '惠州', place: '惠州' },
  { zone: '湖北葛店经济技术开发区', region: '鄂州', place: '葛店' },
]

/** As TOUWEN_EDGE_SHARDS has them; with the default there are four. */
export const SHARDS = {
  jiangsu: {
    db: 'DB_JIANGSU',
    vectorize: 'VECTORIZE_JIANGSU',
    index: 'touwen-jiangsu',
    holds: ['江苏', '镇江'],
  },
  zhejiang: { db: 'DB_ZHEJIANG', vectorize: 'VECTORIZE_ZHEJIANG', index: 'touwen-zhejiang', holds: ['浙江'] },
  guangdong: {
    db: 'DB_GUANGDONG',
    vectorize: 'VECTORIZE_GUANGDONG',
    index: 'touwen-guangdong',
    holds: ['广东'],
  },
}

const TOPICS = [
  '生物医药',
  '新能源汽车',
  '高端装备',
  '集成电路',
  '新材料',
  '人工智能',
  '跨境电商',
  '现代物流',
  '航空配套',
]
const COMPANIES = ['华瑞', '中科', '远景', '天合', '恒力', '万丰', '立讯', '博世', '京东方']

/** So many articles, over the zones in turn; every fifth has a region and no zone. */
export function madeUp(count: number, seed = 7): Draft[] {
  const random = randomness(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!
  return Array.from({ length: count }, (_, i) => {
    const { zone, region, place } = ZONES[i % ZONES.length]!
    const [topic, company] = [pick(TOPICS), pick(COMPANIES)]
    const month = 1 + Math.floor(random() * 12)
    const figure = (most: number): string => (1 + random() * most).toFixed(1)
    return newDraft({
      id: `s${i}`,
      title: `${place}${topic}项目${pick(['签约', '开工', '投产'])}`,
      published_at: `2022-${String(month).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
      source: `${place}日报`,
      zone: i % 5 === 4 ? null : zone,
      region,
      text: [
        `${place}开发区${month}月举行${topic}项目签约仪式，${company}集团投资${figure(50)}亿元建设生产基地。`,
        `项目占地${Math.ceil(random() * 300)}亩，建成后年产值可达${figure(90)}亿元，带动就业${Math.ceil(random() * 3000)}人。`,
        `今年以来，${place}新签约${topic}项目${Math.ceil(random() * 40)}个，实际到账外资${figure(3)}亿美元，同比增长${figure(30)}%。`,
        `${company}集团负责人${pick(['张明', '李伟', '王芳'])}表示，将把研发中心也放在${place}。`,
      ].join('\n'),
    })
  })
}

/** Questions that any of them may answer. */
export const QUESTIONS: readonly string[] = [
  ...ZONES.map(({ place }) => `${place}实际到账外资多少亿美元`),
  ...TOPICS.map((topic) => `${topic}项目总投资多少亿元`),
  ...COMPANIES.map((company) => `${company}集团投资多少亿元建设生产基地`),
  '哪里的集成电路项目年产值最高',
  '新能源汽车项目带动就业多少人',
]
