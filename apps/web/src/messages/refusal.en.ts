import type { RefusalCode } from '@chuangyuan/contract/refusal'
import { findingStageEn } from './finding.en.ts'
import type { refusalDetailZhCn } from './refusal.zh-cn.ts'

export const refusalEn: Record<RefusalCode, string> = {
  'request.invalid': 'Something in the form is not right. Please check and try again.',
  'request.not-found': 'Nothing was found here; it may have been moved.',
  'request.too-large': 'The file or content is larger than allowed.',
  'request.unsupported-media': 'This file format is not supported.',
  'request.too-many': 'Too many requests. Please wait a moment.',
  'request.cross-site': 'The request came from another site and was refused.',
  'request.stale': 'Somebody else changed this. Please refresh and try again.',
  'request.unknown-reference':
    'A street, unit or person referred to does not exist. Please refresh and choose again.',
  'server.fault': 'The server failed and nothing was changed. Please try again, or call the administrator.',
  'server.not-ready': 'The server cannot be reached. Please check the network and try again.',
  'identity.sign-in-required': 'Please sign in first.',
  'identity.wrong-credentials': 'Account or password is wrong.',
  'identity.code-required': 'Please enter the one-time code.',
  'identity.wrong-code': 'The one-time code is wrong or has expired.',
  'identity.locked': 'Too many wrong passwords: the account is locked for a while.',
  'identity.account-disabled': 'The account is disabled. Please call the system administrator.',
  'identity.password-change-required': 'Please change the initial password first.',
  'identity.verb-not-granted': 'Your role does not include this.',
  'identity.outside-scope': 'This lies outside what you are responsible for.',
  'identity.administrators-overlap':
    'System, security and audit administrator must be three accounts, and none of them may hold another role.',
  'identity.login-taken': 'This account name is taken.',
  'identity.password-too-short': 'The password is too short: at least {minLength} characters.',
  'identity.password-too-long': 'The password is too long: at most {maxLength} characters.',
  'identity.password-too-simple':
    'The password is too simple: at least {minClasses} of capitals, small letters, digits, symbols.',
  'identity.password-contains-login': 'The password must not contain the account name.',
  'identity.password-used-before': 'Recently used passwords cannot be used again.',
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

  'finding.kind-unknown': 'The handbook has no such kind of problem. Choose another.',
  'finding.photo-missing':
    'A problem found on the spot and a check of the result need a photo. Take one and send again.',
  'finding.place-missing': 'Choose a site, or say in which street it is.',
  'finding.entry-unknown':
    "This entry is not on the site's checklist. Refresh the checklist and answer again.",
  'finding.differs':
    'Another report was sent under this id before. Neither has been overwritten; report this one as new.',
  'finding.wrong-stage': 'The finding is “{stage}” now; this cannot be done. Refresh and look again.',
  'finding.merge-into-itself': 'A finding cannot be merged into itself. Choose another.',
  'finding.assists-itself': 'The leading unit cannot assist itself. Take it out of the assisting units.',
  'finding.request-pending': 'A request is waiting for a decision. Go on after it is decided.',
  'finding.no-request': 'No request is waiting for a decision.',
  'finding.own-request': 'Nobody decides on their own request. Ask somebody else.',
  'finding.day-in-past': 'This day has passed. Choose today or later.',
  'finding.extension-shorter': 'The new day is not later than the present deadline. Choose a later one.',
  'finding.hand-over-to-itself': 'The finding is with this unit already. Choose another.',
  'finding.not-assisting': 'This unit does not assist here.',
  'finding.not-planned': 'First say what will be done, by whom and until when.',
  'finding.assisting-open': 'An assisting unit has not finished its part yet.',
  'finding.not-independent': 'The check needs somebody independent: {because}.',
  'finding.entries-differ':
    'The result check answers exactly the entries that failed when it was found, no more and no fewer.',
  'field.not-yet':
    'The finding is still on another phone and has not reached the server; this phone will send again.',
  'field.differs':
    'Another record with the same id and other content is on the server. Both are kept; somebody has to look.',
  'field.seq-taken':
    'This number of the phone is taken by another record. Both are kept; somebody has to look.',
  'rescue.unreadable': 'This is not a rescue file of a phone, or not of this version.',
  'rescue.passphrase-wrong':
    'The passphrase is wrong, or the file is damaged at its beginning. Ask whoever exported it.',
  'rescue.damaged':
    'The file is incomplete or damaged; export it from the phone again. What was loaded stays.',
  'rescue.other-district': 'This file belongs to another district and cannot be loaded here.',
  'supervision.period-reversed': 'The period ends before it begins.',
  'supervision.leader-not-member': 'The leader must be one of the members.',
  'visit.checklist-unfit': 'The checklist is not the one of this kind of site. Load it again.',
  'visit.entry-unknown': 'The checklist has no entry {entryId}. Load it again.',
  'visit.entry-twice': 'Entry {entryId} is answered twice.',
  'visit.ends-before-start': 'The visit ends before it begins.',
  'visit.differs':
    'Another visit was recorded under this id. Neither overwrote the other; record this one anew.',
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
  'photo.id-taken': 'Another photo has this id; it was not overwritten. Take or declare the photo anew.',
  'photo.too-large': 'The photo is too large; at most {limit} bytes.',
  'photo.chunk-too-large': 'Too much was sent at once; at most {limit} bytes.',
  'photo.offset-wrong': '{offset} bytes are here; go on from there.',
  'photo.longer-than-declared': 'The photo was declared with {bytes} bytes; more are not taken.',
  'photo.hash-wrong': 'What arrived is not what is on the phone. It was damaged on the way: send it again.',
  'photo.not-an-image': 'This is no photo. JPEG, PNG, WebP and HEIC are taken.',
  'photo.too-many-pixels': 'The photo has too many pixels; at most {limit}.',
  'photo.damaged': 'The photo is damaged and cannot be read. Take it again or choose another.',
  'photo.incomplete': 'The photo has not arrived completely.',
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
  stage: findingStageEn,
}
