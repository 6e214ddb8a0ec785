import { sharedRefusalsEn } from '@chuangyuan/ui/messages/refusals.en'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import { findingStageEn } from './finding.en.ts'
import { paperStageEn } from './paper.en.ts'
import { matterStageEn } from './matter.en.ts'
import type { refusalDetailZhCn } from './refusal.zh-cn.ts'

export const refusalEn: Record<RefusalCode, string> = {
  ...sharedRefusalsEn,
  'identity.administrators-overlap':
    'System, security and audit administrator must be three accounts, and none of them may hold another role.',
  'identity.login-taken': 'This account name is taken.',
  'identity.setup-link-spent': 'The set-up link has been used. Please sign in.',
  'identity.setup-link-wrong':
    'The set-up link is not valid. Use the whole link printed when the server started.',
  'identity.own-account': 'This cannot be done to your own account.',
  'identity.last-administrator': 'This is the last administrator of its kind.',
  'identity.totp-not-started': 'Get a key for one-time codes first, then confirm it.',
  'identity.scope-unfit':
    'An administrator holds the whole district, not one street or unit; the roles of streets and units need the street or unit they hold for.',
  'pack.invalid': 'The pack is wrong in {count} places and was not saved.',
  'pack.unchanged': 'Nothing was changed, so no new version was made.',
  'pack.workbook-unreadable': 'This file cannot be read: use the Excel workbook exported from this page.',
  'handbook.invalid': 'The handbook is wrong in {count} places and was not saved.',
  'handbook.unchanged': 'Nothing was changed, so no new version was made.',
  'handbook.workbook-unreadable': 'This file cannot be read: use the Excel workbook exported from this page.',
  'pack.workbook-foreign':
    'This workbook was exported from another pack ({found}) and cannot be imported here.',
  'campaign.tier-unknown': 'The chosen standard has no such tier ({tier}).',
  'campaign.one-must-be-current': 'One campaign must be the current one: make another one current first.',
  'campaign.same-pack': 'The campaign already uses this version of the standard.',
  'campaign.decision-missing': 'Rows whose old answers still need a decision: {rows}.',
  'campaign.not-last-switch': 'Only the latest change of standard can be undone.',
  'site.code-taken': 'This site number is taken.',
  'duty.lead-taken': 'The unit already leads this item; change that row instead.',

  'paper.not-dispatched':
    '{count} findings have not been dispatched: there is no unit to write to. Dispatch them first or drop them.',
  'paper.period-backwards': 'The last day lies before the first.',
  'paper.not-at-this-stage': '“{paper}” is “{stage}” now; this step cannot be taken. None was changed.',
  'paper.own-draft': 'You drafted “{paper}”: another person has to review and sign it. None was changed.',
  'paper.reason-missing': 'A return and a withdrawal need a reason.',
  'paper.not-a-docx': 'This is no Word file (.docx). Save it as .docx in Word and upload it again.',
  'paper.template-broken':
    'The braces of the template do not pair. Put them right in Word and upload it again.',
  'paper.fields-unknown':
    'The template names fields that there are not: {names}. Compare the list of fields.',
  'paper.no-converter':
    'This server has no LibreOffice to make a PDF. Download the Word file and save it as PDF.',
  'paper.not-converted':
    'No PDF was made: {reason}. Try again later, or download the Word file and save it as PDF.',

  'finding.kind-unknown': 'The handbook has no such kind of problem. Choose another.',
  'finding.place-missing': 'Choose a site, or say in which street it is.',
  'finding.entry-unknown':
    "This entry is not on the site's checklist. Refresh the checklist and answer again.",
  'finding.wrong-stage': 'The finding is “{stage}” now; this cannot be done. Refresh and look again.',
  'finding.not-independent': 'The check needs somebody independent: {because}.',
  'rescue.unreadable': 'This is not a rescue file of a phone, or not of this version.',
  'rescue.passphrase-wrong':
    'The passphrase is wrong, or the file is damaged at its beginning. Ask whoever exported it.',
  'rescue.damaged':
    'The file is incomplete or damaged; export it from the phone again. What was loaded stays.',
  'rescue.other-district': 'This file belongs to another district and cannot be loaded here.',
  'supervision.period-reversed': 'The period ends before it begins.',
  'supervision.leader-not-member': 'The leader must be one of the members.',
  'sponsor.period-reversed': 'The period ends before it begins.',
  'sponsor.overlaps': 'The post sponsors this site already, {from} to {until}. Choose other days.',
  'sponsor.hand-over-to-itself': 'The post that takes over is the one that has it. Choose another.',
  'sponsor.hand-over-outside': 'The day of the hand-over must lie after {from} and no later than {until}.',
  'visit.checklist-unfit': 'The checklist is not the one of this kind of site. Load it again.',
  'visit.entry-unknown': 'The checklist has no entry {entryId}. Load it again.',
  'target.kind-taken': 'A kind of target has this name already.',
  'target.code-taken': 'This code is taken.',
  'target.days-unfit': 'The deadline lies before the first day, or ten years after it.',
  'target.unit-in-use': 'There are shares already; the unit cannot change.',
  'target.part-taken': 'This street or project is in the breakdown already.',
  'target.part-unnamed': 'Choose a street, or name the project.',
  'target.part-in-use': 'It has progress entries and cannot be removed.',
  'target.day-in-future': 'The day has not come yet.',
  'target.no-evidence': 'Words or a photo are needed as evidence.',
  'target.below-zero': 'A correction cannot go below zero.',
  'target.not-chosen':
    'Cannot count as built yet: a garden-style place has to be a named project with build kind and green rate, and reach its threshold.',
  'ledger.not-charged': 'You are not charged with this entry; there is nothing to appeal against.',
  'ledger.appeal-pending': 'An appeal against this charge is waiting for the office already.',
  'reminder.place-unknown':
    'Reminders cannot be sent to {host}. They go to the official addresses of WeCom, DingTalk, Feishu and the browsers; for one of your own, have the administrator allow it in the server’s setting REMINDER_ORIGINS.',
  'reminder.mail-not-set': 'No mail server has been set. Fill it in and save first.',
  'ledger.appeal-decided': 'This appeal has been decided already.',
  'ledger.correction-to-itself': 'A correction charges another unit or street.',
  'joint-plan.not-joint':
    'Nobody assists with this finding, so it needs no joint plan; name assisting units first.',
  'joint-plan.approved': 'The joint plan is approved and stands; postpone or drop the matters instead.',
  'joint-plan.unit-outside': 'A step names a unit that neither leads nor assists here.',
  'joint-plan.not-assisting': 'The unit does not assist and is not asked.',
  'joint-plan.reason-missing': 'An objection needs its reason.',
  'joint-plan.not-confirmed': 'Some units have not confirmed; to approve all the same, give the reason.',
  'matter.not-at-this-stage': 'This matter is “{stage}” now; the step is not open. Reload and look again.',
  'matter.words-missing': 'Say what happened.',
  'matter.own-unit': 'Nobody of the lead unit accepts its own matter; the office does.',
  'matter.day-not-later': 'The new day must be later than the day it is due.',
  'draw.frame-empty':
    'There is nothing to draw from: nothing has been closed long enough, or there are no sites.',
  'draw.sample-too-small': 'Every stratum needs one look: draw at least {atLeast}.',
  'draw.announced-already': 'The seed is announced and the sample drawn; it cannot be drawn again.',
  'draw.looked-already': 'The result is there already and stays.',
  'draw.not-independent': 'Nobody of the unit that put it right may look. Choose somebody else.',
  'score.no-campaign': 'There is no campaign yet: choose a standard and describe the applicant first.',
  'score.no-boundary':
    'There is no built-up area layer, so nothing can be measured. Import the boundary first.',
  'score.answer-unfit': 'This row is not answered in this way; refresh and try again.',
  'score.answer-in-future': 'The day it was found cannot be later than today.',
  'measure.refused': 'The layers cannot be measured ({code}); check them.',
  'map-file.empty': 'The file is empty.',
  'map-file.format-unknown':
    'Unknown file format ({extension}). Use GeoJSON, zipped shapefile, GeoPackage, KML/KMZ or FlatGeobuf.',
  'map-file.format-unsupported':
    'This format ({looksLike}) is not supported. Save it as a zipped shapefile, GeoPackage or GeoJSON.',
  'map-file.shapefile-needs-zip': 'A shapefile has several parts: zip .shp, .shx, .dbf and .prj together.',
  'map-file.shapefile-incomplete': 'The shapefile “{layer}” lacks its .{missing} file.',
  'map-file.damaged': 'The file is damaged ({part}).',
  'map-file.truncated': 'The file is incomplete ({part}).',
  'map-file.encrypted': 'The archive has a password. Remove it first.',
  'map-file.too-large': 'The file is too large; at most {limit} bytes.',
  'map-file.too-many-features': 'Too many features; at most {limit}.',
  'map-file.too-many-vertices': 'Too many vertices; at most {limit}.',
  'map-file.no-layers': 'The file holds no layers.',
  'map-file.layer-unknown': 'The file holds no layer “{layer}”.',
  'map-file.layer-empty': 'The layer holds no usable features.',
  'map-file.cancelled': 'Reading was cancelled.',
  'layer.crs-unknown': 'The coordinate system is not known ({stated}). Choose one.',
  'layer.crs-local':
    'The file is in {stated}, whose parameters the survey bureau holds. Have it converted to CGCS2000 first, or choose another system.',
  'layer.geometry-unfit': 'The file holds no geometry of the shape this kind needs ({wanted}).',
  'layer.nothing-left': 'No feature is usable; nothing was imported.',
  'layer.field-unfit': 'This kind has no field “{field}”, or the file no column “{source}”.',
  'layer.shifted': 'Wrong place, not imported. Choose the coordinate system that the check proposes.',
  'layer.elsewhere': 'The layer lies about {kilometres} km from the district; not imported.',
  'layer.local-system':
    'The coordinates belong to no national system; perhaps a local one. Have them converted to CGCS2000 first.',
  'layer.off-china': 'Read in this system the layer lies outside China; not imported. Check the system.',
  'layer.day-in-future': 'The day the map shows must not be later than today.',
  'layer.removed-already': 'The layer has been removed already.',
  'layer.not-removed': 'The layer has not been removed.',
  'layer.street-incomplete': 'Some polygons have no code or name and cannot become streets.',
  'backup.other-districts':
    'A backup holds the data of all districts, and there are {districts} others here. Only the system administrator of the district that founded this installation may make one.',
  'backup.damaged':
    'The bundle is damaged ({entry}) and cannot be restored. Use another, or make a new one now.',
  'task.over': 'This work is already over.',
  'task.interrupted': 'The server stopped before the work was done. Nothing was written; please start again.',
  'task.cancelled': 'The work was cancelled.',
  'district.code-taken': 'A district with this code exists already.',
  'intake.file-unreadable':
    'The file cannot be read. It must be an Excel file without a password (.xlsx, .xls) or CSV and hold one list of the template.',
  'intake.not-previewed': 'This import was written or undone already and cannot be written again.',
  'intake.not-applied': 'This import was not written, or is undone already.',
  'intake.changed-since':
    'Some rows were changed after the import. Agree to set them back too, or look at them first.',
  'intake.in-use': 'Rows that the import added are used by other data; change that first.',
  'figure.quantity-unknown': 'The current standard has no such quantity.',
  'figure.unit-mismatch': 'The unit does not convert into that of the quantity.',
  'figure.day-in-future': 'The day of a figure cannot lie in the future.',
  'figure.reported-already': 'There is a figure for this zone and day; correct that one.',
}

export const refusalDetailEn: typeof refusalDetailZhCn = {
  because: {
    'of-the-unit': 'you belong to a unit that has to put it right, or assists',
    'planned-it': 'you wrote the plan',
    'filed-measures': 'you said that the measures were carried out',
    'passed-measures': 'you let the measures pass; the result needs another person',
  },
  reason: {
    large: 'the file is larger than 50 MB',
    busy: '8 others are waiting',
    late: 'it was not done within a minute',
    failed: 'LibreOffice could not do it',
    cancelled: 'it was cancelled',
  },
  stage: { ...findingStageEn, ...paperStageEn, ...matterStageEn },
}
