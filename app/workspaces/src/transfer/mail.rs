//! The mails of a handing-over: to who is asked, and to both when it is done.

use super::Transfer;
use crate::invitation::unlinked;
use kernel::{
    Platform,
    mail::{Mail, letter::Letter},
    ports::{Person, WorkspaceCard},
};

pub fn asked(platform: &Platform, transfer: &Transfer, (by, to): (&Person, &Person), place: &WorkspaceCard) -> Mail {
    let name = unlinked(&place.name);
    Letter::new(format!("You are asked to own {name}"))
        .preheader("The request waits for 7 days.")
        .say(format!("{} ({}) asks you to become an owner of {name}.", unlinked(&by.name), unlinked(&by.email)))
        .say("An owner can do everything, with billing and the workspace’s end.")
        .button("Look at the request", format!("{}/team", platform.public_url()))
        .small("Nothing changes until you accept. The request waits for 7 days.")
        .to(&to.email, format!("transfer:{}:asked", transfer.id))
}

pub fn done(
    platform: &Platform,
    transfer: &Transfer,
    of: &Person,
    (by, to): (&Person, &Person),
    place: &WorkspaceCard,
) -> Mail {
    let name = unlinked(&place.name);
    let (by_name, to_name) = (unlinked(&by.name), unlinked(&to.name));
    let then = match transfer.steps_down {
        true => format!("{by_name} is an admin now."),
        false => format!("{by_name} stays an owner too."),
    };
    Letter::new(format!("{name} has a new owner"))
        .preheader(format!("{to_name} accepted."))
        .say(format!("{to_name} ({}) is an owner of {name} now. {then}", unlinked(&to.email)))
        .button("Open the team", format!("{}/team", platform.public_url()))
        .small("If you did not expect this, tell the other owners at once.")
        .to(&of.email, format!("transfer:{}:done:{}", transfer.id, of.user))
}
