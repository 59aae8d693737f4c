//! How often one may try. Sign-in counts by network, and by network and address together: who
//! tries somebody's password from elsewhere never locks them out.

use kernel::rate_limit::Limit;
use std::time::Duration;

const fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}

/// Registrations begun from one network.
pub const BEGIN: Limit = Limit { name: "identity.begin", most: 30, window: minutes(10) };
/// Mails to one address that one network asked for, whether it has an account or not: nobody
/// fills somebody's mailbox, and who asks from elsewhere still gets theirs.
pub const MAIL_TO: Limit = Limit { name: "identity.mail_to", most: 8, window: minutes(30) };
/// Codes tried, and mails asked for again, from one network.
pub const CONFIRM: Limit = Limit { name: "identity.confirm", most: 60, window: minutes(10) };
/// Journeys to an issuer begun from one network.
pub const OPENID: Limit = Limit { name: "identity.openid", most: 60, window: minutes(10) };
/// Browsers that come back from an issuer to one network.
pub const OPENID_RETURN: Limit = Limit { name: "identity.openid_return", most: 120, window: minutes(10) };
/// Sign-ins tried from one network.
pub const SIGN_IN: Limit = Limit { name: "identity.sign_in", most: 30, window: minutes(1) };
/// Sign-ins that failed from one network for one address.
pub const SIGN_IN_AS: Limit = Limit { name: "identity.sign_in_as", most: 10, window: minutes(15) };
/// New passwords asked for from one network.
pub const RESET: Limit = Limit { name: "identity.reset", most: 30, window: minutes(10) };
/// Links from mails opened for good from one network.
pub const LINK: Limit = Limit { name: "identity.link", most: 60, window: minutes(10) };
/// Passwords that one network has judged while they are typed.
pub const JUDGE: Limit = Limit { name: "identity.judge", most: 120, window: minutes(1) };
/// Changes of address that one user asks for.
pub const EMAIL_CHANGE: Limit = Limit { name: "identity.email_change", most: 5, window: minutes(60) };
/// Passwords that one user sets.
pub const PASSWORD_CHANGE: Limit = Limit { name: "identity.password_change", most: 10, window: minutes(60) };
/// Files with their data that one user asks for.
pub const EXPORT: Limit = Limit { name: "identity.export", most: 10, window: minutes(24 * 60) };
/// Sign-ins with a password that failed for one address, wherever they came from (NIST SP 800-63B-4,
/// 3.2.2: at most 100 in a row). Passkeys, and browsers that the account has signed in with, get in
/// meanwhile.
pub const SIGN_IN_ACCOUNT: Limit = Limit { name: "identity.sign_in_account", most: 100, window: minutes(24 * 60) };
/// The same from one such browser: its cookie may have been stolen.
pub const SIGN_IN_DEVICE: Limit = Limit { name: "identity.sign_in_device", most: 30, window: minutes(24 * 60) };
/// Codes that failed after the right password, of one account. Of a million codes three are right at
/// a time: a day's guesses find one in five thousand.
pub const SECOND_STEP: Limit = Limit { name: "identity.second_step", most: 20, window: minutes(60) };
pub const SECOND_STEP_DAY: Limit = Limit { name: "identity.second_step_day", most: 60, window: minutes(24 * 60) };
/// Passwords and codes that failed to confirm a session, of one account.
pub const STEP_UP: Limit = Limit { name: "identity.step_up", most: 30, window: minutes(24 * 60) };
/// Passkeys tried from one network, or asked for and tried by one account.
pub const PASSKEY: Limit = Limit { name: "identity.passkey", most: 60, window: minutes(1) };
/// Passkeys offered to one network: each sign-in page with scripting asks for one when it opens.
pub const PASSKEY_OFFER: Limit = Limit { name: "identity.passkey_offer", most: 300, window: minutes(1) };
/// Authenticator apps confirmed and recovery codes made, of one account.
pub const ENROL: Limit = Limit { name: "identity.enrol", most: 30, window: minutes(15) };
