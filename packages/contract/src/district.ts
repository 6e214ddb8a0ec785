import { z } from 'zod'
import { operation, signedIn, withVerb } from './operation.ts'

/** 天地图: a key without a review number shows nothing, because a map shown to anybody needs one (审图号). */
export const tianditu = z.object({
  key: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{16,64}$/),
  reviewNumber: z.string().trim().min(4).max(40),
})

export const districtSettings = z.object({ tianditu: tianditu.nullable() })
export type DistrictSettings = z.output<typeof districtSettings>

/** The key goes to every browser of the district anyway: the browser is what fetches the tiles. */
export const getSettings = operation({
  id: 'district.settings',
  method: 'GET',
  path: '/api/district/settings',
  summary: '本区设置：底图',
  policy: signedIn,
  reply: districtSettings,
})

export const changeSettings = operation({
  id: 'district.changeSettings',
  method: 'PUT',
  path: '/api/district/settings',
  summary: '修改本区设置：天地图密钥与审图号须同时填写，或同时不填',
  policy: withVerb('campaign.edit'),
  body: districtSettings,
  reply: districtSettings,
})
