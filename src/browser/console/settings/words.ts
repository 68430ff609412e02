// The words of this page.
import { settingsWords } from '../../../web/words/desk-settings.ts'
import { language } from '../here.ts'

export const words = settingsWords(language)
