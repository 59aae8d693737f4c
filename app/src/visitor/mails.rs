//! The mails of a development server, for its developer.

use kernel::{mail::Mail, page::VisitorPage};
use leptos::prelude::*;

/// The mails as plain text, newest first.
pub fn draw(mails: Vec<Mail>) -> VisitorPage {
    let none = mails.is_empty();
    let body = view! {
        <main class="mails">
            <h1>"Mail sent on this machine"</h1>
            {none.then(|| view! { <p>"None yet. Mails appear here as soon as the app owes one."</p> })}
            {mails
                .into_iter()
                .map(|mail| view! {
                    <article class="mail">
                        <h2>{mail.subject}</h2>
                        <p>"To " <span class="mail-to">{mail.to}</span></p>
                        <pre>{mail.text}</pre>
                    </article>
                })
                .collect_view()}
        </main>
    };
    VisitorPage {
        title: "Mail · Mewayz".into(),
        description: String::new(),
        language: "en",
        sheet: "notice",
        indexed: false,
        canonical: None,
        status: 200,
        body: body.into_any(),
    }
}
