import type { RefusalCode } from '@chuangyuan/contract/refusal'

export const refusalEn: Record<RefusalCode, string> = {
  'request.invalid': 'Something in the form is not right. Please check and try again.',
  'request.not-found': 'Nothing was found here; it may have been moved.',
  'request.too-large': 'The file or content is larger than allowed.',
  'request.unsupported-media': 'This file format is not supported.',
  'request.too-many': 'Too many requests. Please wait a moment.',
  'request.cross-site': 'The request came from another site and was refused.',
  'request.stale': 'Somebody else changed this. Please refresh and try again.',
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
  'district.code-taken': 'A district with this code exists already.',
}
