// Yes or no: whether a clause affirms what a question asks. Pure; it reads negation, not meaning.

// 不 denies the verb behind it, but not in words such as 不仅, 不断 or 不低于, which measure or join.
const NEGATION =
  /不(?!仅|断|少|低于|高于|久|同|超过|足|但|光|只|过|及|凡|错|得不|等|妨)|没|未(?!来|必)|无(?!论|锡|人机|线|边|疑|不)|并非|否认|拒绝|禁止|取消|暂停|终止|not |n't /u
const ASKED_NEGATIVE =
  /不再|没有.{1,12}吧|是不是(?:不|没)|是否(?:不|未|没)|并非|不会.{0,12}吗|没.{0,12}吗[?？]?$/u
// Verbs that deny something, but not when they are what is asked: “是否取消” – “已取消”.
const ASKED_VERB = /否认|拒绝|禁止|取消|暂停|终止/gu

/** “是” when the clause affirms, “否” when it denies what is asked; a negative question turns the reading round. */
export function polarity(question: string, clause: string): '是' | '否' {
  const asked = question.match(ASKED_VERB) ?? []
  const denies = NEGATION.test(asked.reduce((rest, verb) => rest.replaceAll(verb, ''), clause))
  const plain = question
    .replace(/是不是(?=[不没])/gu, '是否')
    .replace(/有没有|能不能|会不会|是不是|要不要|(\p{Script=Han})不\1/gu, '')
  return denies === ASKED_NEGATIVE.test(plain) ? '是' : '否'
}
