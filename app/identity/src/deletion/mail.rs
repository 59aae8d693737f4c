//! What the person is told of the end of their account.

use super::Deletion;
use crate::{time_zone, user::User};
use kernel::{
    Platform,
    mail::{Mail, letter::Letter},
    ports::WorkspaceCard,
};

fn day(user: &User, deletion: &Deletion) -> String {
    time_zone::day(deletion.due_at, user.time_zone.as_deref(), user.language)
}

fn key(user: &User, deletion: &Deletion, what: &str) -> String {
    format!("deletion:{}:{}:{what}", user.id, deletion.due_at.millis())
}

pub fn planned(platform: &Platform, user: &User, deletion: &Deletion) -> Mail {
    let day = day(user, deletion);
    let letter = Letter::new(format!("Your Mewayz account will be deleted on {day}"))
        .preheader("Sign in before then to keep it.")
        .say(format!(
            "You asked for the end of your account. It will be deleted on {day}, with all that we keep about you."
        ));
    let letter = match deletion.workspaces.len() {
        0 => letter,
        1 => letter.say("One workspace that nobody else owns goes with it."),
        count => letter.say(format!("{count} workspaces that nobody else owns go with it.")),
    };
    letter
        .say("Every device is signed out. To keep the account, sign in before that day:")
        .button("Keep my account", format!("{}/sign-in", platform.public_url()))
        .small("If it was not you, sign in, keep the account and choose a new password.")
        .to(user.email.as_str(), key(user, deletion, "planned"))
}

/// The account stays, because somebody left a workspace to the person meanwhile.
pub fn put_off(platform: &Platform, user: &User, deletion: &Deletion, left: &[WorkspaceCard]) -> Mail {
    let names: Vec<&str> = left.iter().map(|card| card.name.as_str()).collect();
    Letter::new("Your Mewayz account was not deleted")
        .preheader("You are the only owner of a workspace now.")
        .say("Your account was to be deleted today. It was kept, because nobody else owns these workspaces any more:")
        .fact("Workspaces", names.join(", "))
        .say("Sign in, hand them over or choose to delete them, and delete the account again.")
        .button("Sign in", format!("{}/sign-in", platform.public_url()))
        .to(user.email.as_str(), key(user, deletion, "put_off"))
}

pub fn done(user: &User, deletion: &Deletion) -> Mail {
    Letter::new("Your Mewayz account was deleted")
        .preheader("This is the last mail about it.")
        .say("Your account was deleted today, with all that we kept about you. This is the last mail about it.")
        .to(user.email.as_str(), key(user, deletion, "done"))
}
