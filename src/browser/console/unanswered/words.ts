// The words of this page.
import { unansweredWords } from '../../../web/words/desk-unanswered.ts'
import { language } from '../here.ts'

export const words = unansweredWords(language)
