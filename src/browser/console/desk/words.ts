// The words that the working pages share, in the language of the page.
import { deskWords } from '../../../web/words/desk.ts'
import { language } from '../here.ts'

export const desk = deskWords(language)
