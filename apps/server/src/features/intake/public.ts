export { figureRows } from './compare/sheet-row.ts'
export { writeDistrictRows, type DistrictIds, type DistrictRows } from './write-district-rows.ts'
