export { writeDistrictRows, type DistrictIds, type DistrictRows } from './write-district-rows.ts'
