import type { Grant } from '@chuangyuan/domain/identity/role'

/** Who calls. The district of the session is the only district that anything in the call can see. */
export interface Session {
  readonly id: string
  readonly districtId: string
  readonly accountId: string
  readonly login: string
  readonly name: string
  readonly grants: readonly Grant[]
  readonly mustChangePassword: boolean
}
