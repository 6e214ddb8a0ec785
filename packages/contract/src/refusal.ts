/**
 * Every code with which the product says no, and the HTTP status it travels
 * under. Codes are never reused; a sentence for each lives in the screens'
 * messages, where a missing one is a type error.
 */
export const refusalStatus = {
  'request.invalid': 400,
  'request.not-found': 404,
  'request.too-large': 413,
  'request.unsupported-media': 415,
  'request.too-many': 429,
  'request.cross-site': 403,
  'request.stale': 409,
  'server.fault': 500,
  'server.not-ready': 503,

  'identity.sign-in-required': 401,
  'identity.wrong-credentials': 401,
  'identity.code-required': 401,
  'identity.wrong-code': 401,
  'identity.locked': 403,
  'identity.account-disabled': 403,
  'identity.password-change-required': 403,
  'identity.verb-not-granted': 403,
  'identity.outside-scope': 403,
  'identity.administrators-overlap': 409,
  'identity.login-taken': 409,
  'identity.password-too-short': 422,
  'identity.password-too-long': 422,
  'identity.password-too-simple': 422,
  'identity.password-contains-login': 422,
  'identity.password-used-before': 422,
  'identity.setup-link-spent': 403,
  'identity.setup-link-wrong': 403,
  'identity.own-account': 409,
  'identity.last-administrator': 409,
  'identity.totp-not-started': 409,
  'identity.scope-unfit': 422,

  'district.code-taken': 409,

  'pack.invalid': 422,
  'pack.unchanged': 409,
  'pack.workbook-unreadable': 422,
  'pack.workbook-foreign': 409,

  'handbook.invalid': 422,
  'handbook.unchanged': 409,
  'handbook.workbook-unreadable': 422,

  'campaign.tier-unknown': 422,
  'campaign.one-must-be-current': 409,
  'campaign.same-pack': 409,
  'campaign.decision-missing': 422,
  'campaign.not-last-switch': 409,

  'request.unknown-reference': 422,

  'intake.file-unreadable': 422,
  'intake.not-previewed': 409,
  'intake.not-applied': 409,
  'intake.changed-since': 409,
  'intake.in-use': 409,

  'figure.quantity-unknown': 422,
  'figure.unit-mismatch': 422,
  'figure.day-in-future': 422,
  'figure.reported-already': 409,

  'site.code-taken': 409,

  'score.no-campaign': 409,
  'score.no-boundary': 409,
  'score.answer-unfit': 422,
  'score.answer-in-future': 422,
  'measure.refused': 422,

  'map-file.empty': 422,
  'map-file.format-unknown': 422,
  'map-file.format-unsupported': 422,
  'map-file.shapefile-needs-zip': 422,
  'map-file.shapefile-incomplete': 422,
  'map-file.damaged': 422,
  'map-file.truncated': 422,
  'map-file.encrypted': 422,
  'map-file.too-large': 422,
  'map-file.too-many-features': 422,
  'map-file.too-many-vertices': 422,
  'map-file.no-layers': 422,
  'map-file.layer-unknown': 422,
  'map-file.layer-empty': 422,
  'map-file.cancelled': 409,

  'layer.crs-unknown': 422,
  'layer.crs-local': 422,
  'layer.geometry-unfit': 422,
  'layer.nothing-left': 422,
  'layer.field-unfit': 422,
  'layer.shifted': 422,
  'layer.elsewhere': 422,
  'layer.local-system': 422,
  'layer.off-china': 422,
  'layer.day-in-future': 422,
  'layer.removed-already': 409,
  'layer.not-removed': 409,
  'layer.street-incomplete': 422,

  'backup.other-districts': 403,
  'backup.damaged': 422,

  'task.over': 409,
  'task.interrupted': 500,
  'task.cancelled': 409,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof refusalStatus

export const refusalCodes = Object.keys(refusalStatus) as readonly RefusalCode[]
