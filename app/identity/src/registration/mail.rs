//! The two mails that answer a wish for an account. Only the owner of the mailbox learns which.
//! Neither repeats what was typed, not even the name: they go to people who may not have asked.

use super::record::Registration;
use kernel::{
    Platform,
    mail::{Mail, letter::Letter},
};

/// The mail that is owed: the code, or, to an address that has an account, the way in.
pub fn owed(platform: &Platform, registration: &Registration, code: &str, taken: bool) -> Mail {
    let letter = if taken { known(platform) } else { confirm(code) };
    letter.to(registration.email.as_str(), format!("registration:{}:{}", registration.token_hash, registration.resends))
}

fn confirm(code: &str) -> Letter {
    Letter::new(format!("{code} is your Mewayz code"))
        .preheader("It is valid for 30 minutes.")
        .say("Enter this code on the page where you are creating your account:")
        .code(code)
        .small("It is valid for 30 minutes. Nobody from Mewayz ever asks you for it.")
        .small("If you did not ask for an account, do nothing: none is made without the code.")
}

fn known(platform: &Platform) -> Letter {
    Letter::new("You already have a Mewayz account")
        .preheader("Nothing has changed.")
        .say("Somebody, perhaps you, asked for a new account with this address. You have one:")
        .button("Sign in", format!("{}/sign-in", platform.public_url()))
        .small("Nothing has changed, and your password is what it was.")
        .small("If it was not you, do nothing: nobody gets in without your password.")
}
