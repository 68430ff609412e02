// The words of these pages.
import { channelWords } from '../../../web/words/desk-channels.ts'
import { language } from '../here.ts'

export const words = channelWords(language)
