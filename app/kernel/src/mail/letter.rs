//! How our mails look: one column, the wordmark, what there is to say, one button. HTML and plain
//! text say the same. Colours have a dark twin for readers that ask for it, and none of the
//! texts depends on a background of ours.

use super::Mail;

enum Part {
    Text(String),
    Code(String),
    Button { label: String, url: String },
    Facts(Vec<(String, String)>),
    Quote(String),
    Small(String),
}

/// A mail as it is written, before it has somebody to go to. All texts are plain: whatever looks
/// like HTML in them is shown as it stands.
pub struct Letter {
    subject: String,
    preheader: String,
    parts: Vec<Part>,
}

impl Letter {
    pub fn new(subject: impl Into<String>) -> Self {
        Self { subject: one_line(&subject.into()), preheader: String::new(), parts: Vec::new() }
    }

    /// What a list of mails shows after the subject.
    pub fn preheader(mut self, text: impl Into<String>) -> Self {
        self.preheader = one_line(&text.into());
        self
    }

    /// A paragraph.
    pub fn say(self, text: impl Into<String>) -> Self {
        self.with(Part::Text(text.into()))
    }

    /// What the reader types elsewhere.
    pub fn code(self, code: impl Into<String>) -> Self {
        self.with(Part::Code(code.into()))
    }

    /// Where to go. The address is also in the text, for who can't press it.
    pub fn button(self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.with(Part::Button { label: label.into(), url: url.into() })
    }

    /// `Device: Firefox on Mac`; one below the other.
    pub fn fact(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let fact = (name.into(), one_line(&value.into()));
        match self.parts.last_mut() {
            Some(Part::Facts(facts)) => facts.push(fact),
            _ => self.parts.push(Part::Facts(vec![fact])),
        }
        self
    }

    /// What somebody else wrote to the reader.
    pub fn quote(self, text: impl Into<String>) -> Self {
        self.with(Part::Quote(text.into()))
    }

    /// What is good to know.
    pub fn small(self, text: impl Into<String>) -> Self {
        self.with(Part::Small(text.into()))
    }

    fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// The mail to `address`; `key` stays the same when the same mail is owed again.
    pub fn to(self, address: impl Into<String>, key: impl Into<String>) -> Mail {
        Mail { to: address.into(), text: self.text(), html: self.html(), subject: self.subject, key: key.into() }
    }

    fn text(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(Part::text).collect();
        parts.join("\n\n") + "\n\n-- \nMewayz\n"
    }

    fn html(&self) -> String {
        let body: String = self.parts.iter().map(Part::html).collect();
        let (subject, preheader) = (escape(&self.subject), escape(&self.preheader));
        format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\
             <title>{subject}</title><style>{STYLE}</style></head>\
             <body class=\"ground\" style=\"margin:0;padding:24px 12px;background:#f7f7fa;color:#17171c;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif\">\
             <div style=\"display:none;max-height:0;overflow:hidden\">{preheader}</div>\
             <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td align=\"center\">\
             <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:560px\">\
             <tr><td style=\"padding:0 4px 16px;font-size:18px;font-weight:600\" class=\"mark\">Mewayz</td></tr>\
             <tr><td class=\"card\" style=\"background:#ffffff;border:1px solid #e6e6eb;border-radius:14px;padding:28px 24px\">{body}</td></tr>\
             </table></td></tr></table></body></html>"
        )
    }
}

const STYLE: &str = "a{color:#4f5bd5}\
    @media (prefers-color-scheme:dark){.ground{background:#0a0a0f!important;color:#f4f4f6!important}\
    .card{background:#16161f!important;border-color:#2a2a36!important}\
    .mark{color:#f4f4f6!important}.quiet{color:#a6a6b3!important}.well{background:#1e1e2a!important;color:#f4f4f6!important}\
    a{color:#8b9bf4}a.press{color:#ffffff!important}}";

impl Part {
    fn text(&self) -> String {
        match self {
            Part::Text(text) | Part::Small(text) => text.clone(),
            Part::Code(code) => format!("    {code}"),
            Part::Button { label, url } => format!("{label}:\n{url}"),
            Part::Facts(facts) => facts.iter().map(|(n, v)| format!("{n}: {v}")).collect::<Vec<_>>().join("\n"),
            Part::Quote(text) => text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
        }
    }

    fn html(&self) -> String {
        match self {
            Part::Text(text) => format!("<p style=\"margin:0 0 16px;overflow-wrap:anywhere\">{}</p>", lines(text)),
            Part::Code(code) => format!(
                "<p class=\"well\" style=\"margin:0 0 16px;padding:12px 16px;background:#f1f1f5;border-radius:10px;font:600 28px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px\">{}</p>",
                escape(code)
            ),
            Part::Button { label, url } => button(label, url),
            Part::Facts(facts) => {
                let rows: String = facts.iter().map(|(name, value)| row(name, value)).collect();
                format!(
                    "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 16px\">{rows}</table>"
                )
            }
            Part::Quote(text) => format!(
                "<blockquote class=\"well\" style=\"margin:0 0 16px;padding:12px 16px;background:#f1f1f5;border-radius:10px;overflow-wrap:anywhere\">{}</blockquote>",
                lines(text)
            ),
            Part::Small(text) => format!(
                "<p class=\"quiet\" style=\"margin:0 0 8px;font-size:14px;color:#55555f;overflow-wrap:anywhere\">{}</p>",
                lines(text)
            ),
        }
    }
}

fn button(label: &str, url: &str) -> String {
    let (label, url) = (escape(label), escape(url));
    format!(
        "<p style=\"margin:0 0 16px\"><a class=\"press\" href=\"{url}\" style=\"display:inline-block;background:#4f5bd5;color:#ffffff;text-decoration:none;font-weight:600;padding:12px 20px;border-radius:10px\">{label}</a></p>\
         <p class=\"quiet\" style=\"margin:0 0 16px;font-size:14px;color:#55555f;overflow-wrap:anywhere\">Or open this address: <a href=\"{url}\">{url}</a></p>"
    )
}

fn row(name: &str, value: &str) -> String {
    format!(
        "<tr><td class=\"quiet\" style=\"padding:2px 16px 2px 0;color:#55555f;vertical-align:top\">{}</td><td style=\"overflow-wrap:anywhere\">{}</td></tr>",
        escape(name),
        escape(value)
    )
}

/// What people typed has no business in a header, and none in a second one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_bodies_say_everything() {
        let mail = Letter::new("Reset your password")
            .preheader("The link is valid for 30 minutes.")
            .say("Somebody asked for a new password.")
            .button("Reset password", "https://example.com/reset/abc?x=1&y=2")
            .fact("Device", "Firefox on Mac")
            .fact("Time", "09:00")
            .code("123 456")
            .quote("Come & join")
            .small("Do nothing otherwise.")
            .to("ada@example.com", "reset:1");
        for said in ["Somebody asked", "Reset password", "Firefox on Mac", "09:00", "123 456", "Do nothing"] {
            assert!(mail.text.contains(said), "{said}: {}", mail.text);
            assert!(mail.html.contains(said), "{said}: {}", mail.html);
        }
        assert!(mail.text.contains("https://example.com/reset/abc?x=1&y=2"));
        assert!(mail.html.contains("href=\"https://example.com/reset/abc?x=1&amp;y=2\""));
    }

    #[test]
    fn what_people_typed_is_neither_markup_nor_a_header() {
        let hostile = "<img src=x onerror=alert(1)>\r\nBcc: all@example.com";
        let mail = Letter::new(hostile).say(hostile).fact(hostile, hostile).quote(hostile).to("ada@example.com", "k");
        assert!(!mail.subject.contains(['\r', '\n']));
        assert!(!mail.html.contains("<img"));
    }
}
