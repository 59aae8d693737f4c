//! The two mails that answer a wish for an account. Only the owner of the mailbox learns which.
//! Neither repeats what was typed, not even the name: they go to people who may not have asked.

use super::record::Registration;
use kernel::{Platform, mail::Mail};

/// The mail that is owed: the code, or, to an address that has an account, the way in.
pub fn owed(platform: &Platform, registration: &Registration, code: &str, taken: bool) -> Mail {
    let letter = if taken { known(platform) } else { confirm(code) };
    Mail {
        to: registration.email.to_string(),
        subject: letter.subject,
        text: letter.paragraphs.join("\n\n") + "\n",
        html: html(&letter.paragraphs, &letter.highlight),
        key: format!("registration:{}:{}", registration.token_hash, registration.resends),
    }
}

struct Letter {
    subject: String,
    paragraphs: Vec<String>,
    /// The paragraph that the reader looks for.
    highlight: String,
}

fn confirm(code: &str) -> Letter {
    Letter {
        subject: format!("{code} is your Mewayz code"),
        paragraphs: vec![
            "Hello,".to_owned(),
            "Enter this code on the page where you are creating your account:".to_owned(),
            code.to_owned(),
            "It is valid for 30 minutes. Nobody from Mewayz ever asks you for it.".to_owned(),
            "If you did not ask for an account, do nothing: none is made without the code.".to_owned(),
        ],
        highlight: code.to_owned(),
    }
}

fn known(platform: &Platform) -> Letter {
    let link = format!("{}/sign-in", platform.public_url());
    Letter {
        subject: "You already have a Mewayz account".to_owned(),
        paragraphs: vec![
            "Hello,".to_owned(),
            "Somebody, perhaps you, asked for a new account with this address. You have one, so sign in:".to_owned(),
            link.clone(),
            "Nothing has changed, and your password is what it was.".to_owned(),
            "If it was not you, do nothing: nobody gets in without your password.".to_owned(),
        ],
        highlight: link,
    }
}

fn html(paragraphs: &[String], highlight: &str) -> String {
    let body: String = paragraphs.iter().map(|text| paragraph(text, text == highlight)).collect();
    format!(
        "<!doctype html><html lang=\"en\"><body style=\"font:16px/1.5 sans-serif;max-width:560px\">{body}</body></html>"
    )
}

fn paragraph(text: &str, highlighted: bool) -> String {
    let escaped = escape(text);
    match (highlighted, text.starts_with("http")) {
        (true, true) => format!("<p><a href=\"{escaped}\">{escaped}</a></p>"),
        (true, false) => format!("<p style=\"font-size:28px;letter-spacing:4px\"><strong>{escaped}</strong></p>"),
        (false, _) => format!("<p>{escaped}</p>"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
