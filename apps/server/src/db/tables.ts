import type { Day } from '@chuangyuan/domain/day'
import type { JointPlan, JointPlanStage } from '@chuangyuan/domain/finding/joint-plan'
import type { Matter, MatterKind, MatterStage } from '@chuangyuan/domain/matter/matter'
import type { Filling } from '@chuangyuan/domain/paper/fields'
import type { PaperFlow, PaperKind, PaperStage } from '@chuangyuan/domain/paper/paper'
import type { FieldRecord, RecordOutcome } from '@chuangyuan/contract/field'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import type { FindingStage, Holder, RequestKind } from '@chuangyuan/domain/finding/finding'
import type { Severity, Stream } from '@chuangyuan/domain/handbook/handbook'
import type { Role, Scope } from '@chuangyuan/domain/identity/role'
import type { ChargedKind, Currency } from '@chuangyuan/domain/ledger/ledger-entry'
import type { FrozenEntry } from '@chuangyuan/domain/ledger/ledger-moves'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import type { BuildKind, GardenKind } from '@chuangyuan/domain/target/garden-rule'
import type { PartKind, ProgressFigure } from '@chuangyuan/domain/target/target'
import type { Stratum } from '@chuangyuan/domain/supervision/draw'
import type {
  PhotoFault,
  PhotoSource,
  PhotoState,
  PhotoType,
  PositionSystem,
} from '@chuangyuan/domain/photo/photo'
import type { channels, deliveryOutcomes, RobotKind } from '@chuangyuan/contract/reminder'
import type { ColumnType, Generated } from 'kysely'

/** A jsonb column: read as a value, written as its JSON text. */
export type Json<Value> = ColumnType<Value, string, string>

/** Set when the row is made and never changed. */
export type Fixed<Value> = ColumnType<Value, Value, never>

export interface DistrictTable {
  id: Fixed<string>
  code: string
  name: string
  settings: Json<Readonly<Record<string, unknown>>>
}

export interface JournalTable {
  district_id: Fixed<string>
  seq: Fixed<number>
  at: Fixed<Date>
  who: Fixed<string | null>
  verb: Fixed<string>
  what: Fixed<string>
  details: ColumnType<Readonly<Record<string, unknown>>, string, never>
  prev_hash: Fixed<Buffer>
  hash: Fixed<Buffer>
}

export interface JournalHeadTable {
  district_id: Fixed<string>
  seq: number
  hash: Buffer
}

export interface InstallationTable {
  key: Fixed<string>
  value: Json<unknown>
}

export interface AccountTable {
  district_id: Fixed<string>
  id: Fixed<string>
  login: Fixed<string>
  name: string
  password_hash: string
  password_changed_at: Date
  must_change_password: boolean
  failures: Generated<number>
  locked_until: Date | null
  disabled: Generated<boolean>
  totp_cipher: string | null
  totp_enabled: Generated<boolean>
  totp_last_step: Generated<number>
  last_sign_in_at: Date | null
  created_at: Fixed<Date>
  person_id: Generated<string | null>
}

export interface PastPasswordTable {
  district_id: Fixed<string>
  account_id: Fixed<string>
  password_hash: Fixed<string>
  replaced_at: Fixed<Date>
}

export interface GrantTable {
  district_id: Fixed<string>
  account_id: Fixed<string>
  role: Fixed<Role>
  scope_kind: Fixed<Scope['kind']>
  scope_id: Fixed<string>
}

export interface SessionTable {
  district_id: Fixed<string>
  id: Fixed<string>
  account_id: Fixed<string>
  secret_hash: Fixed<Buffer>
  started_at: Fixed<Date>
  used_at: Date
  address: Fixed<string>
  browser: Fixed<string>
}

export interface StreetTable {
  district_id: Fixed<string>
  id: Fixed<string>
  code: string
  name: string
  short_name: string | null
  kind: string | null
  sort_order: number
  people: number | null
  area: number | null
  phone: string | null
  remark: string | null
}

export interface CommunityTable {
  district_id: Fixed<string>
  id: Fixed<string>
  street_id: string
  code: string
  name: string
  people: number | null
  contact: string | null
  phone_cipher: string | null
  phone_tail: string | null
  remark: string | null
}

export interface UnitTable {
  district_id: Fixed<string>
  id: Fixed<string>
  code: string | null
  name: string
  short_name: string | null
  kind: string | null
  parent_id: string | null
  street_id: string | null
  sort_order: number
  address: string | null
  phone: string | null
  remark: string | null
}

export interface PersonTable {
  district_id: Fixed<string>
  id: Fixed<string>
  name: string
  pinyin: string
  phone_cipher: string | null
  phone_tail: string | null
  office_phone: string | null
}

export interface PostTable {
  district_id: Fixed<string>
  id: Fixed<string>
  unit_id: string
  title: string
  person_id: string | null
  sort_order: number
  body: string | null
  campaign_role: string | null
  held_from: string | null
  held_until: string | null
  remark: string | null
}

export interface SiteTable {
  district_id: Fixed<string>
  id: Fixed<string>
  code: string
  name: string
  pinyin: string
  kind: string
  street_id: string
  community_id: string | null
  territory_unit_id: string | null
  address: string | null
  owner_unit_id: string | null
  geometry: ColumnType<Readonly<Record<string, unknown>> | null, string | null, string | null>
  lon: number | null
  lat: number | null
  coordinate_system: string | null
  area: number | null
  length: number | null
  on_route: boolean
  remark: string | null
}

export interface SiteRoleTable {
  district_id: Fixed<string>
  site_id: Fixed<string>
  role: Fixed<string>
  place: Fixed<number>
  unit_id: string | null
  post_id: string | null
}

export interface DutyTable {
  district_id: Fixed<string>
  id: Fixed<string>
  pack_key: string
  item_id: string
  part: 'lead' | 'assist'
  unit_id: string
  leader_post_id: string | null
  post_id: string | null
  work: string | null
  due_on: string | null
  remark: string | null
}

export interface FigureTable {
  district_id: Fixed<string>
  id: Fixed<string>
  input_id: string
  zone_id: string
  value: number
  unit: string
  as_of: string
  source: string
  remark: string | null
  reported_by: string | null
  reported_at: Date
}

export interface ImportTable {
  district_id: Fixed<string>
  id: Fixed<string>
  file_name: string
  file_blob: string
  marked_blob: string | null
  state: 'previewed' | 'applied' | 'undone'
  summary: Json<unknown>
  uploaded_by: string | null
  uploaded_at: Date
  applied_at: Date | null
  undone_at: Date | null
}

export interface ImportRowTable {
  district_id: Fixed<string>
  import_id: Fixed<string>
  seq: Fixed<number>
  sheet: Fixed<string>
  row_number: Fixed<number>
  verdict: Fixed<'new' | 'changed' | 'wrong'>
  label: Fixed<string>
  fields: ColumnType<unknown, string, never>
  faults: ColumnType<unknown, string, never>
}

export interface ImportChangeTable {
  district_id: Fixed<string>
  import_id: Fixed<string>
  seq: Fixed<number>
  table_name: Fixed<string>
  row_id: Fixed<string>
  before: ColumnType<unknown, string | null, never>
  after: ColumnType<unknown, string | null, never>
}

export interface PackTable {
  district_id: Fixed<string>
  id: Fixed<string>
  pack_key: Fixed<string>
  version: Fixed<number>
  content: Json<unknown>
  note: string
  created_by: string | null
  created_at: Fixed<Date>
}

export interface HandbookTable {
  district_id: Fixed<string>
  id: Fixed<string>
  version: Fixed<number>
  content: Json<unknown>
  note: string
  created_by: string | null
  created_at: Fixed<Date>
}

export interface CampaignTable {
  district_id: Fixed<string>
  id: Fixed<string>
  name: string
  pack_key: string
  pack_version: number
  tier: string | null
  applicant: Json<unknown>
  inspection_on: string | null
  is_current: boolean
  created_at: Fixed<Date>
}

export interface AnswerTable {
  district_id: Fixed<string>
  campaign_id: Fixed<string>
  item_id: Fixed<string>
  clause_id: Fixed<string>
  answer: Json<unknown>
  note: string
  answered_on: string
  answered_by: string | null
}

export interface CampaignSwitchTable {
  district_id: Fixed<string>
  id: Fixed<string>
  campaign_id: Fixed<string>
  from_pack: Fixed<string>
  from_version: Fixed<number>
  from_tier: Fixed<string | null>
  to_pack: Fixed<string>
  to_version: Fixed<number>
  carried: Json<unknown>
  switched_by: Fixed<string | null>
  switched_at: Fixed<Date>
  undone_at: Date | null
}

export interface MapFileTable {
  district_id: Fixed<string>
  id: Fixed<string>
  file_name: Fixed<string>
  file_blob: Fixed<string>
  bytes: Fixed<number>
  uploaded_by: Fixed<string | null>
  uploaded_at: Fixed<Date>
}

export interface LayerTable {
  district_id: Fixed<string>
  id: Fixed<string>
  kind: string
  name: string
  as_of: string
  source: string
  file_name: string
  file_blob: string
  layer_blob: string
  crs: Json<unknown>
  encoding: Json<unknown>
  mapping: Json<unknown>
  feature_count: number
  bounds: Json<unknown>
  repairs: Json<unknown>
  report: ColumnType<unknown, string | null, string | null>
  imported_by: string | null
  imported_at: Date
  removed_at: Date | null
}

export interface MeasurementTable {
  district_id: Fixed<string>
  id: Fixed<string>
  inputs: Json<unknown>
  inputs_hash: string
  as_of: string
  result: Json<unknown>
  measured_at: Date
}

export interface TaskTable {
  district_id: Fixed<string>
  id: Fixed<string>
  kind: string
  state: 'running' | 'done' | 'failed' | 'cancelled'
  done: number
  note: string
  cancel_wanted: Generated<boolean>
  outcome: Json<unknown>
  started_by: string | null
  started_at: Date
  leased_until: Date
}

export interface FindingTable {
  district_id: Fixed<string>
  id: Fixed<string>
  number: number | null
  stage: FindingStage
  holder: Holder
  asked: RequestKind | null
  kind: string
  stream: Stream
  severity: Severity
  urgent: boolean
  site_id: string | null
  street_id: string
  owner_unit_id: string | null
  unit_id: string | null
  assisting_ids: string[]
  lon: number | null
  lat: number | null
  grams: string[]
  first_photo: string | null
  reported_by: Fixed<string>
  visit_id: Fixed<string | null>
  found_at: Date
  received_at: Date
  dispatched_at: Date | null
  due_at: Date | null
  late: boolean
  closed_at: Date | null
  rework: number
  reopened: number
  returned: number
  extended: number
  report_hash: Fixed<Buffer>
  address: string
  words: string
}

/** The whole of a finding, which only its page, its line in a list and who decides on it read. */
export interface FindingRecordTable {
  district_id: Fixed<string>
  id: Fixed<string>
  record: Json<unknown>
}

export interface FindingTallyTable {
  district_id: Fixed<string>
  street_id: Fixed<string>
  stream: Fixed<Stream>
  stage: Fixed<FindingStage>
  holder: Fixed<Holder>
  count: number
}

export interface FindingRegisterTable {
  district_id: Fixed<string>
  next_number: number
}

export interface FieldDeviceTable {
  district_id: Fixed<string>
  id: Fixed<string>
  account_id: Fixed<string>
  records: number
  refused: number
  up_to: number
  head: Buffer
}

export interface FieldRecordTable {
  district_id: Fixed<string>
  device_id: Fixed<string>
  seq: Fixed<number>
  turn: Fixed<number>
  id: Fixed<string>
  account_id: Fixed<string>
  what: Fixed<FieldRecord['what']>
  content_hash: Fixed<Buffer>
  body: ColumnType<unknown, string, never>
  photos: Fixed<string[]>
  outcome: Fixed<RecordOutcome>
  refusal: ColumnType<
    { readonly code: RefusalCode; readonly details: Record<string, unknown> } | null,
    string | null,
    never
  >
  made_at: Fixed<Date>
  clock_off_ms: Fixed<number>
  received_at: Fixed<Date>
}

export interface SponsorshipTable {
  district_id: Fixed<string>
  id: Fixed<string>
  post_id: Fixed<string>
  site_id: Fixed<string>
  from_day: Fixed<string>
  until_day: string
  handed_from: Fixed<string | null>
}

export interface TeamTable {
  district_id: Fixed<string>
  id: Fixed<string>
  name: string
  leader_post_id: string
  from_day: string
  until_day: string
  sort_order: number
}

export interface TeamMemberTable {
  district_id: Fixed<string>
  team_id: Fixed<string>
  post_id: Fixed<string>
}

export interface PatrolPlanTable {
  district_id: Fixed<string>
  id: Fixed<string>
  name: string
  from_day: string
  until_day: string
  sites_per_day: number
}

export interface ZoneTable {
  district_id: Fixed<string>
  id: Fixed<string>
  plan_id: Fixed<string>
  name: string
  sort_order: number
  team_id: string | null
  street_ids: Json<readonly string[]>
  ring: Json<readonly (readonly [number, number])[] | null>
  site_ids: Json<readonly string[]>
}

export interface KeySiteTable {
  district_id: Fixed<string>
  site_id: Fixed<string>
  post_id: string
  every_days: number
  words: string
}

export interface VisitTable {
  district_id: Fixed<string>
  id: Fixed<string>
  site_id: Fixed<string>
  team_id: Fixed<string | null>
  seen_on: Fixed<string>
  said: ColumnType<unknown, string, never>
  said_hash: Fixed<Buffer>
  recorded_by: Fixed<string>
  received_at: Fixed<Date>
}

export interface MissedVisitTable {
  district_id: Fixed<string>
  site_id: Fixed<string>
  due_on: Fixed<string>
  cycle_days: Fixed<number>
  recorded_at: Fixed<Date>
}

export interface DrawTable {
  district_id: Fixed<string>
  id: Fixed<string>
  name: Fixed<string>
  of: Fixed<'findings' | 'sites'>
  stratified_by: Fixed<'street' | 'unit'>
  frame: Fixed<string>
  frame_hash: Fixed<string>
  strata: ColumnType<readonly Stratum[], string, never>
  frozen_by: Fixed<string>
  frozen_at: Fixed<Date>
  seed: string | null
  seed_source: string | null
  announced_by: string | null
  announced_at: Date | null
}

export interface DrawMemberTable {
  district_id: Fixed<string>
  draw_id: Fixed<string>
  thing_id: Fixed<string>
  place: Fixed<number>
  stratum: Fixed<string>
  label: Fixed<string>
  duty_unit_ids: Fixed<readonly string[]>
  looker_post_id: string | null
  passed: boolean | null
  words: string
  photos: Json<readonly string[]>
  looked_by: string | null
  looked_at: Date | null
}

export interface PhotoTable {
  district_id: Fixed<string>
  id: Fixed<string>
  sha256: Fixed<string>
  bytes: Fixed<number>
  taken_at: Fixed<Date>
  source: Fixed<PhotoSource>
  lon: Fixed<number | null>
  lat: Fixed<number | null>
  accuracy: Fixed<number | null>
  position_system: Fixed<PositionSystem | null>
  declared_by: Fixed<string | null>
  declared_at: Fixed<Date>
  state: PhotoState
  fault: PhotoFault | null
  media_type: PhotoType | null
  width: number | null
  height: number | null
  exif_taken_at: string | null
  exif_lon: number | null
  exif_lat: number | null
  /** 64 digits of 0 and 1. */
  fingerprint: string | null
  shared_blob: string | null
  thumbnail_blob: string | null
  received_at: Date | null
}

export interface PhotoChunkTable {
  district_id: Fixed<string>
  photo_id: Fixed<string>
  start: Fixed<number>
  content: Fixed<Buffer>
  arrived_at: Fixed<Date>
}

export interface RescueFileTable {
  district_id: Fixed<string>
  id: Fixed<string>
  file_name: Fixed<string>
  file_blob: Fixed<string>
  bytes: Fixed<number>
  uploaded_by: Fixed<string>
  uploaded_at: Fixed<Date>
}

export interface PaperTable {
  district_id: Fixed<string>
  id: Fixed<string>
  kind: Fixed<PaperKind>
  stage: PaperStage
  title: string
  addressed: string
  copies: string
  batch: Fixed<number | null>
  unit_id: Fixed<string | null>
  finding_ids: Fixed<readonly string[]>
  filling: Json<Filling>
  counted_at: Date
  steps: Json<PaperFlow['steps']>
  mark: string | null
  year: number | null
  number: number | null
  number_text: string | null
  template_version: number | null
  file_blob: string | null
  drafted_by: Fixed<string>
  drafted_at: Fixed<Date>
  issued_at: Date | null
}

export interface PaperNumberTable {
  district_id: Fixed<string>
  mark: Fixed<string>
  year: Fixed<number>
  last: number
}

export interface PaperTemplateTable {
  district_id: Fixed<string>
  kind: Fixed<PaperKind>
  version: Fixed<number>
  file_name: Fixed<string>
  file_blob: Fixed<string>
  uploaded_by: Fixed<string>
  uploaded_at: Fixed<Date>
}

export interface PaperSettingsTable {
  district_id: Fixed<string>
  version: Fixed<number>
  settings: Json<Readonly<Record<string, unknown>>>
  changed_by: Fixed<string>
  changed_at: Fixed<Date>
}

export interface MeetingTable {
  district_id: Fixed<string>
  id: Fixed<string>
  title: Fixed<string>
  held_on: Fixed<Day>
  place: Fixed<string>
  attendees: Fixed<string>
  agenda: Json<readonly string[]>
  words: Fixed<string>
  recorded_by: Fixed<string>
  recorded_at: Fixed<Date>
}

export interface MatterTable {
  district_id: Fixed<string>
  id: Fixed<string>
  kind: Fixed<MatterKind>
  stage: MatterStage
  title: Fixed<string>
  words: Fixed<string>
  unit_id: Fixed<string>
  assisting_ids: Fixed<readonly string[]>
  due_on: Day
  meeting_id: Fixed<string | null>
  finding_id: Fixed<string | null>
  steps: Json<Matter['steps']>
  given_by: Fixed<string>
  given_at: Fixed<Date>
}

export interface ReminderSettingsTable {
  district_id: Fixed<string>
  digests: string[]
  quiet_from: string
  quiet_until: string
  mail: ColumnType<MailServer | null, string | null, string | null>
  mail_password: string | null
  push_public: string | null
  push_private: string | null
}

export interface MailServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user: string
  readonly from: string
}

export interface ReminderChoiceTable {
  district_id: Fixed<string>
  account_id: Fixed<string>
  email: string | null
  quiet_from: string | null
  quiet_until: string | null
  digest_at: Date | null
  urgent_at: Date | null
  told: Generated<string[]>
  failures: Generated<number>
  tried_at: Date | null
}

export interface PushDeviceTable {
  district_id: Fixed<string>
  id: Fixed<string>
  account_id: Fixed<string>
  label: Fixed<string>
  subscription: Fixed<string>
  added_at: Fixed<Date>
}

export interface RobotTable {
  district_id: Fixed<string>
  id: Fixed<string>
  name: string
  kind: RobotKind
  unit_id: string | null
  is_on: boolean
  address: string
  secret: string | null
  told_at: Date
  failures: Generated<number>
  tried_at: Date | null
}

export interface DeliveryTable {
  district_id: Fixed<string>
  id: Fixed<string>
  at: Fixed<Date>
  channel: Fixed<(typeof channels)[number]>
  addressee: Fixed<string>
  title: Fixed<string>
  outcome: Fixed<(typeof deliveryOutcomes)[number]>
  words: Fixed<string>
}

export interface JointPlanTable {
  district_id: Fixed<string>
  finding_id: Fixed<string>
  stage: JointPlanStage
  unit_id: string
  assisting_ids: readonly string[]
  shares: Json<JointPlan['shares']>
  replies: Json<JointPlan['replies']>
  written_by: string
  written_at: Date
  approved_words: string | null
}

export interface LedgerRulesTable {
  district_id: Fixed<string>
  id: Fixed<string>
  version: Fixed<number>
  content: ColumnType<unknown, string, never>
  note: Fixed<string>
  created_by: Fixed<string>
  created_at: Fixed<Date>
}

export interface LedgerSnapshotTable {
  district_id: Fixed<string>
  day: Fixed<string>
  pack_key: Fixed<string>
  pack_version: Fixed<number>
  rules_version: Fixed<number>
  entries: ColumnType<readonly FrozenEntry[], string, never>
  taken_at: Fixed<Date>
}

export interface LedgerAppealTable {
  district_id: Fixed<string>
  id: Fixed<string>
  finding_id: Fixed<string>
  row_id: Fixed<string>
  charged_kind: Fixed<ChargedKind>
  charged_id: Fixed<string>
  currency: Fixed<Currency>
  micro_then: Fixed<number>
  reason: Fixed<string>
  appealed_by: Fixed<string>
  appealed_at: Fixed<Date>
  upheld: boolean | null
  words: string | null
  decided_by: string | null
  decided_at: Date | null
}

export interface LedgerCorrectionTable {
  district_id: Fixed<string>
  id: Fixed<string>
  appeal_id: Fixed<string>
  finding_id: Fixed<string>
  row_id: Fixed<string>
  from_kind: Fixed<ChargedKind>
  from_id: Fixed<string>
  to_kind: Fixed<ChargedKind>
  to_id: Fixed<string>
  percent: Fixed<number>
}

export interface TargetKindTable {
  district_id: Fixed<string>
  id: Fixed<string>
  name: Fixed<string>
  unit: Fixed<Unit>
  garden: Fixed<GardenKind | null>
}

export interface TargetTable {
  district_id: Fixed<string>
  id: Fixed<string>
  code: string
  kind: string
  name: string
  unit: Unit
  amount: number
  starts_on: string
  due_on: string
  source: string
}

export interface TargetPartTable {
  district_id: Fixed<string>
  id: Fixed<string>
  target_id: Fixed<string>
  kind: Fixed<PartKind>
  name: string
  street_id: string | null
  unit_id: string | null
  planned: number
  build: BuildKind | null
  green_rate: number | null
}

export interface TargetProgressTable {
  district_id: Fixed<string>
  id: Fixed<string>
  part_id: Fixed<string>
  figure: Fixed<ProgressFigure>
  on_day: Fixed<string>
  amount: Fixed<number>
  words: Fixed<string>
  photo_ids: Fixed<readonly string[]>
  reported_by: Fixed<string>
  reported_at: Fixed<Date>
}

/** Every table, by its SQL name; a migration that adds one adds its line here. */
export interface Tables {
  districts: DistrictTable
  journal: JournalTable
  journal_heads: JournalHeadTable
  installation: InstallationTable
  accounts: AccountTable
  past_passwords: PastPasswordTable
  grants: GrantTable
  sessions: SessionTable
  streets: StreetTable
  communities: CommunityTable
  units: UnitTable
  people: PersonTable
  posts: PostTable
  sites: SiteTable
  site_roles: SiteRoleTable
  duties: DutyTable
  figures: FigureTable
  imports: ImportTable
  import_rows: ImportRowTable
  import_changes: ImportChangeTable
  packs: PackTable
  handbooks: HandbookTable
  campaigns: CampaignTable
  answers: AnswerTable
  campaign_switches: CampaignSwitchTable
  map_files: MapFileTable
  layers: LayerTable
  measurements: MeasurementTable
  tasks: TaskTable
  findings: FindingTable
  finding_registers: FindingRegisterTable
  field_devices: FieldDeviceTable
  field_records: FieldRecordTable
  rescue_files: RescueFileTable
  meetings: MeetingTable
  matters: MatterTable
  joint_plans: JointPlanTable
  reminder_settings: ReminderSettingsTable
  reminder_choices: ReminderChoiceTable
  push_devices: PushDeviceTable
  robots: RobotTable
  deliveries: DeliveryTable
  papers: PaperTable
  paper_numbers: PaperNumberTable
  paper_templates: PaperTemplateTable
  paper_settings: PaperSettingsTable
  sponsorships: SponsorshipTable
  teams: TeamTable
  team_members: TeamMemberTable
  patrol_plans: PatrolPlanTable
  zones: ZoneTable
  key_sites: KeySiteTable
  visits: VisitTable
  missed_visits: MissedVisitTable
  draws: DrawTable
  draw_members: DrawMemberTable
  finding_records: FindingRecordTable
  finding_tallies: FindingTallyTable
  ledger_rules: LedgerRulesTable
  ledger_snapshots: LedgerSnapshotTable
  ledger_appeals: LedgerAppealTable
  ledger_corrections: LedgerCorrectionTable
  target_kinds: TargetKindTable
  targets: TargetTable
  target_parts: TargetPartTable
  target_progress: TargetProgressTable
  photos: PhotoTable
  photo_chunks: PhotoChunkTable
}
