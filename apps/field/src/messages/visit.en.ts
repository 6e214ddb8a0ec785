import type { Messages } from './zh-cn.ts'

export const visitEn: Pick<Messages, 'check' | 'visit' | 'map'> = {
  check: {
    locate: 'Locate',
    search: 'Search sites by name, code, address',
    nearest: 'Nearest sites',
    sites: 'Sites',
    none: 'No site found.',
    more: '{count} more, please search',
    unfinished: 'Not finished',
  },
  visit: {
    title: 'Check a site',
    gone: 'This site is not in the offline package.',
    noChecklist: 'Sites of this kind have no checklist; report directly with a photo.',
    progress: '{seen} of {all} entries seen',
    reported: 'reported',
    reportIt: 'Report with a photo',
    mustReport: 'Every failed entry is reported with a photo: {count} to go.',
    words: 'Note',
    save: 'Save visit',
    saved: 'Visit saved; sent as soon as there is signal.',
    rest: 'All others pass',
  },
  map: {
    label: 'Outline map: sites and findings',
    site: 'site',
    finding: 'finding',
    here: 'where I am',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    whole: 'All',
    source: 'Outlines of {district} from the offline package (own layers, for finding the way only)',
    open: 'Check this site',
    openFinding: 'Open this finding',
  },
}
