import type { mapZhCn } from './map.zh-cn.ts'

export const mapEn: typeof mapZhCn = {
  title: 'Map',
  lead: 'Every site on the layers of the district; red ones have a hole in their chain of duty. Choose one to see who answers.',
  sites: 'Sites',
  complete: 'Down to a person',
  withHoles: 'With holes',
  unplaced: 'Without a position, not on the map',
  places: '',
  builtUp: 'Built-up area',
  streets: 'Streets',
  parks: 'Park green',
  water: 'Water',
  roads: 'Roads',
  open: 'Open the site',
  close: 'Close',
  pick: 'Choose a site to see here who answers for it.',
  none: 'No site meets these conditions.',
  list: 'See as a list',
}
