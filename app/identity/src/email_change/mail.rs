//! What the two mailboxes are told.

use super::record::EmailChange;
use kernel::{
    Platform, Token,
    mail::{Mail, letter::Letter},
};

/// To the new address: the link, or, if it has an account of its own, that nothing happens.
pub fn to_new(platform: &Platform, change: &EmailChange, token: &Token, taken: bool) -> Mail {
    let letter = if taken { is_taken(platform) } else { link(platform, token) };
    letter.to(change.new_email.as_str(), format!("email_change:{}:new", change.token_hash))
}

fn link(platform: &Platform, token: &Token) -> Letter {
    Letter::new("Confirm your new Mewayz address")
        .preheader("The link is valid for 24 hours.")
        .say("This address is to become the one of a Mewayz account. If you asked for that, confirm it:")
        .button("Confirm this address", format!("{}/email/confirm/{}", platform.public_url(), token.as_str()))
        .small("The link works within 24 hours, for who is signed in to that account.")
        .small("If it was not you, do nothing: nothing changes without this link.")
}

fn is_taken(platform: &Platform) -> Letter {
    Letter::new("This address has a Mewayz account already")
        .preheader("Nothing has changed.")
        .say("Somebody, perhaps you, wants this address for another Mewayz account. It has an account of its own, so nothing changes.")
        .button("Sign in", format!("{}/sign-in", platform.public_url()))
        .small("To use it for the other account, change the address of this one first, or delete this one.")
}

/// To the old address, at once: what is about to happen, and how to stop it.
pub fn to_old(platform: &Platform, change: &EmailChange, cancel: &Token) -> Mail {
    Letter::new("Your Mewayz address is about to change")
        .preheader(format!("To {}.", change.new_email))
        .say("Somebody, perhaps you, asked for another email address for your account.")
        .fact("From", change.old_email.as_str())
        .fact("To", change.new_email.as_str())
        .say("If it was you, there is nothing to do here: look into the new mailbox. If not, stop it:")
        .button("This was not me", format!("{}/email/cancel/{}", platform.public_url(), cancel.as_str()))
        .small("The link works for 7 days, also after the change is done. It puts this address back and signs out every device.")
        .to(change.old_email.as_str(), format!("email_change:{}:old", change.token_hash))
}

/// To both, when the change was stopped or taken back.
pub fn cancelled(change: &EmailChange) -> [Mail; 2] {
    [&change.old_email, &change.new_email].map(|address| {
        Letter::new("The change of your Mewayz address was stopped")
            .preheader("Every device was signed out.")
            .say(format!("The account keeps the address {}. Every device was signed out.", change.old_email))
            .to(address.as_str(), format!("email_change:{}:cancelled:{address}", change.token_hash))
    })
}
