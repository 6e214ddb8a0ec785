import type { districtZhCn } from './district.zh-cn.ts'

export const districtEn: typeof districtZhCn = {
  title: 'District settings',
  lead: 'Settings the whole district shares. Hour and number of nightly backups are set by the installer in .env.',
  baseMap: 'Base map',
  baseMapNote: 'Without one, maps show the layers of the district only and fetch nothing from outside',
  explain:
    'With a browser key of Tianditu, every map lies on Tianditu. Each reader’s browser fetches the tiles itself, so it must reach the internet or the government network’s Tianditu. A map shown to anybody needs its review number: both fields belong together.',
  key: 'Tianditu key',
  keyHint: 'The key of a browser application: letters and digits',
  reviewNumber: 'Review number',
  reviewNumberHint: 'such as GS（2024）0650号; printed below each map',
  save: 'Save',
  remove: 'Use no base map',
  saved: 'Saved.',
  preview: 'Preview',
}
