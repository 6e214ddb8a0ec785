import type { standardZhCn } from './standard.zh-cn.ts'

export const standardEn: typeof standardZhCn = {
  title: 'Standard',
  lead: 'Item by item against the national standard, vetoes first.',
}
