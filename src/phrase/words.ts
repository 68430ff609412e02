// The words by which a phrased sentence is judged. Pure; general vocabularies of Chinese and English.

/** Carry no fact; they are left out of what is compared, on both sides. */
export const FREE = /达到|[了是为于其该此共达]/gu

/** May be left out of a quote, but not put in. */
export const OPTIONAL = /实现|完成|已经?|拥有|现有|建有|设有/gu

/** At the head of a clause of a quote: who or what is already known, or how it hangs together. */
export const OPENER =
  /^(?:其中|此外|另外|同时|目前|并且?|还|而|(?:全|本|我|园|开发)[区市县省国]|全年|园区|公司|企业|集团|双方|项目|and )/u

/** At the head of a clause, before a figure: how big the thing behind is. */
export const SIZE = /^(?:总?投资|占地)(?:额|面积)?(?:约|近|超过?|逾|不[低少]于)?/u

/** At the head of a sentence: it points at what was spoken of. */
export const POINTER = /^(?:园区|开发区|公司|企业|集团|项目)/u

/** Behind the beginning of a name, these go on with it; so do those that join another to it. */
export const NAME_GOES_ON =
  /^(?:[、等的]|集团|公司|股份|控股|银行|基金|资本|大学|学院|研究院|研究所|协会|委员会|管委会|政府|中心|工厂|科技|副|分|[省市县区镇乡村园厂局部院会州店行子系业])/u

/** Deny. */
export const NEGATION =
  /不(?!仅|断|少|久|同|但|光|只|凡|锈|动产)|没|未(?!来)|无(?!论|锡|人机|线|缝)|并非|否认|否决|拒绝|禁止|取消|暂停|终止|停止|撤销|失败|中止|\bnot\b|n't\b|\bnever\b|\bno\b|\bwithout\b|\bden(?:y|ied)\b|\bcancel/u

/** Plan, doubt, or lay in another's mouth; what is said behind them may not lose them. */
export const HEDGES: readonly RegExp[] = [
  /目标|计划|力争|确保|争取|预计|预期|规划|任务|有望|[拟将]|打算|准备|冲刺|\bwill\b|\bplan|\btarget|\baim|\bexpect|\bto be\b/u,
  /可能|或许|传|疑似|称(?!为|号)|认为|预测|\bmay\b|\bmight\b|\bcould\b|\breportedly\b|\bsaid\b/u,
]

/** Behind a figure: it is not all, or not exact. */
export const FIGURE_GOES_ON = /^(?:以[上下内]|之[上下内]|左右|上下|[多余/\-–—~～至到])/u
