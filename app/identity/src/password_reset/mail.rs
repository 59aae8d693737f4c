//! The two mails that answer a forgotten password. Only the owner of the mailbox learns which.

use super::record::PasswordReset;
use kernel::{
    Platform, Token,
    mail::{Mail, letter::Letter},
};

/// The mail that is owed: the link, or, to an address without an account, the way to one.
pub fn owed(platform: &Platform, reset: &PasswordReset, token: &Token) -> Mail {
    let letter = if reset.user_id.is_some() { link(platform, token) } else { unknown(platform) };
    letter.to(reset.email.as_str(), format!("password_reset:{}", reset.token_hash))
}

fn link(platform: &Platform, token: &Token) -> Letter {
    Letter::new("Choose a new Mewayz password")
        .preheader("The link is valid for 30 minutes.")
        .say("Somebody, perhaps you, asked for a new password for the account with this address.")
        .button("Choose a new password", format!("{}/reset/{}", platform.public_url(), token.as_str()))
        .small("The link works once, within 30 minutes. A newer mail makes it void.")
        .small("If it was not you, do nothing: your password stays what it is.")
}

fn unknown(platform: &Platform) -> Letter {
    Letter::new("No Mewayz account has this address")
        .preheader("There is no password to reset.")
        .say("Somebody, perhaps you, asked for a new password for an account with this address. There is none.")
        .say("If you have an account, it has another address. If you want one, create it here:")
        .button("Create an account", format!("{}/register", platform.public_url()))
        .small("If it was not you, do nothing.")
}
