import type { mapZhCn } from './map.zh-cn.ts'

export const mapEn: typeof mapZhCn = {
  title: 'Map',
  lead: 'Imported layers and sites.',
}
