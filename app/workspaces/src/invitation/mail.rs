//! The mail that invites. What others typed stands in it as text that leads nowhere: a name like
//! `evil.example/login` is no link, and the one button is ours.

use super::Invitation;
use kernel::{
    Platform, Token,
    mail::{Mail, letter::Letter},
    ports::{Person, WorkspaceCard},
};

/// What the mail is about.
pub struct Asking<'a> {
    pub invitation: &'a Invitation,
    pub token: &'a Token,
    pub workspace: &'a WorkspaceCard,
    pub role: &'a str,
    pub by: &'a Person,
}

pub fn written(platform: &Platform, asking: &Asking<'_>) -> Mail {
    let Asking { invitation, token, workspace, role, by } = asking;
    let (name, inviter) = (unlinked(&workspace.name), unlinked(&by.name));
    let letter = Letter::new(format!("You are invited to {name} on Mewayz"))
        .preheader(format!("{inviter} asks you to join as {role}."))
        .say(format!("{inviter} ({}) invites you to join {name} on Mewayz.", unlinked(&by.email)))
        .fact("Role", unlinked(role))
        .fact("For", invitation.email.as_str());
    let letter = if invitation.message.is_empty() { letter } else { letter.quote(unlinked(&invitation.message)) };
    letter
        .button("Look at the invitation", Invitation::link(platform, token))
        .small("The link is for you alone and works for 7 days.")
        .small("If you do not know who this is from, do nothing: nobody joins without pressing Accept.")
        .to(invitation.email.as_str(), format!("invitation:{}:{}", invitation.id, &invitation.token_hash[..16]))
}

/// The text with a break nobody sees wherever a mail reader would take it for an address.
pub fn unlinked(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        apart.push(sign);
        let joins = matches!(sign, '.' | ':' | '/' | '@' | '\u{3002}' | '\u{ff0e}');
        if joins && signs.peek().is_some_and(|next| !next.is_whitespace()) {
            apart.push('\u{200b}');
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::unlinked;

    #[test]
    fn nothing_that_was_typed_is_taken_for_an_address() {
        for typed in ["https://evil.example/x", "www.evil.example", "evil.example", "ada@evil.example"] {
            let shown = unlinked(typed);
            assert!(!shown.contains("evil.example") && !shown.contains("://"), "{shown}");
            assert_eq!(shown.replace('\u{200b}', ""), typed);
        }
        assert_eq!(unlinked("Hello. See you: soon"), "Hello. See you: soon");
    }
}
