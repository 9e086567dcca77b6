import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Files of Be Vietnam Pro, drawn for Vietnamese: it has Latin with all of Vietnamese's marks, and currency signs such as ₫. */
const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'))

export const FONT = 'Be Vietnam Pro'
export const regular: string = join(folder, '400Regular', 'BeVietnamPro_400Regular.ttf')
export const bold: string = join(folder, '700Bold', 'BeVietnamPro_700Bold.ttf')
