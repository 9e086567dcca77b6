import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Files of Noto Sans: it has Latin with all of Vietnamese's marks, and currency signs such as ₫. */
const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'))

export const FONT = 'Noto Sans'
export const regular: string = join(folder, '400Regular', 'NotoSans_400Regular.ttf')
export const bold: string = join(folder, '700Bold', 'NotoSans_700Bold.ttf')
