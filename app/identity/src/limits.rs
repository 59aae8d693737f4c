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
