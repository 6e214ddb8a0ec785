import type { UnitKind } from '@chuangyuan/domain/standard/unit-kinds'
import { streetPlans } from './ground-plan.ts'
import type { UnitLevel, UnitRow } from './rows.ts'
import type { Settlement } from './settlement.ts'

const district: readonly (readonly [shortName: string, name: string, kind: UnitKind])[] = [
  ['区委办', '中共青禾区委办公室', 'party-office'],
  ['区人大办', '青禾区人大常委会办公室', 'legislature'],
  ['区政府办', '青禾区人民政府办公室', 'government'],
  ['区政协办', '政协青禾区委员会办公室', 'consultative'],
  ['区创建办', '青禾区创建国家园林城市指挥部办公室', 'campaign-office'],
  ['区委宣传部', '中共青禾区委宣传部', 'publicity'],
  ['区委编办', '中共青禾区委机构编制委员会办公室', 'staffing'],
  ['区财政局', '青禾区财政局', 'finance'],
  ['区科技局', '青禾区科学技术局', 'science-technology'],
  ['区园林局', '青禾区园林绿化局', 'landscape'],
  ['区住建局', '青禾区住房和城乡建设局', 'construction'],
  ['区资规分局', '云泽市自然资源和规划局青禾分局', 'planning'],
  ['区城管局', '青禾区城市管理局', 'city-management'],
  ['区环境分局', '云泽市生态环境局青禾分局', 'environment'],
  ['区水务局', '青禾区水务局', 'water'],
  ['区交通局', '青禾区交通运输局', 'transport'],
  ['交警青禾大队', '云泽市公安局交警支队青禾大队', 'traffic-police'],
  ['公安青禾分局', '云泽市公安局青禾分局', 'public-security'],
  ['区民政局', '青禾区民政局', 'civil-affairs'],
  ['区房管中心', '青禾区住房保障中心', 'housing'],
  ['区人社局', '青禾区人力资源和社会保障局', 'social-security'],
  ['区统计局', '青禾区统计局', 'statistics'],
  ['区文旅局', '青禾区文化和旅游局', 'culture'],
  ['区教育局', '青禾区教育局', 'education'],
  ['区卫健局', '青禾区卫生健康局', 'health'],
  ['区商务局', '青禾区商务局', 'commerce'],
  ['区市场监管局', '青禾区市场监督管理局', 'market-regulation'],
  ['区林业站', '青禾区林业工作站', 'forestry'],
  ['区气象局', '青禾区气象局', 'meteorology'],
]

const others: readonly (readonly [shortName: string, name: string, kind: UnitKind, level: UnitLevel])[] = [
  ['市公园处', '云泽市园林局直属公园管理处', 'landscape', 'city'],
  ['市水务集团', '云泽市水务集团', 'water', 'city'],
  ['铁路工务段', '云泽铁路工务段', 'railway', 'city'],
  ['营房站', '驻云泽部队营房管理站', 'army', 'city'],
  ['市环卫集团', '云泽市环境卫生集团', 'enterprise', 'city'],
  ['产业园公司', '新穗产业园开发公司', 'enterprise', 'company'],
  ['商管公司', '青禾商业管理公司', 'enterprise', 'company'],
  ['云泽机械厂', '云泽机械厂', 'enterprise', 'company'],
  ['禾苗苗圃', '禾苗园艺苗圃', 'enterprise', 'company'],
  ['安禾物业', '安禾物业服务公司', 'property-company', 'company'],
  ['泽邻物业', '泽邻物业服务公司', 'property-company', 'company'],
  ['穗家物业', '穗家物业服务公司', 'property-company', 'company'],
  ['同院物业', '同院物业服务公司', 'property-company', 'company'],
]

export function unitRows(settlement: Settlement): readonly UnitRow[] {
  return [
    ...district.map(([shortName, name, kind]) => ({ shortName, name, kind, level: 'district' as const })),
    ...streetPlans.map(({ letter, name }) => ({
      shortName: name,
      name: `青禾区${name}办事处`,
      kind: 'street' as const,
      level: 'street' as const,
      street: settlement.streetCode(letter),
    })),
    ...others.map(([shortName, name, kind, level]) => ({ shortName, name, kind, level })),
  ].map((unit, n) => ({ code: `DW${String(n + 1).padStart(3, '0')}`, ...unit }))
}

/** The unit of a short name; the names are this package's own, so one that is missing is a bug. */
export function unitNamed(units: readonly UnitRow[], shortName: string): UnitRow {
  const unit = units.find((each) => each.shortName === shortName)
  if (unit === undefined) throw new Error(`no unit ${shortName}`)
  return unit
}
