//! Pages of one message.

use kernel::{AppError, page::VisitorPage};
use leptos::prelude::*;

/// The error, as a page that says what to do.
pub fn draw(error: &AppError) -> VisitorPage {
    let (title, text) = words(error);
    let trace = match error {
        AppError::Internal(id) => Some(id.clone()),
        _ => None,
    };
    let body = view! {
        <main class="message">
            <a class="wordmark" href="/">"Mewayz"</a>
            <p class="code" aria-hidden="true">{error.status().to_string()}</p>
            <h1>{title}</h1>
            <p class="lead">{text.clone()}</p>
            <div class="actions">
                <a class="button primary" href="/">"Go to the start"</a>
                <a class="button" href="/sign-in">"Sign in"</a>
            </div>
            {trace.map(|id| view! { <p class="trace">"Reference " <code>{id}</code></p> })}
        </main>
    };
    VisitorPage {
        title: format!("{title} · Mewayz"),
        description: text,
        language: "en",
        sheet: "notice",
        indexed: false,
        canonical: None,
        status: error.status(),
        body: body.into_any(),
    }
}

fn words(error: &AppError) -> (&'static str, String) {
    match error {
        AppError::NotFound => (
            "Nothing lives here",
            "The address may have changed, or the page is not published. Check the spelling, or go back to where you came from.".into(),
        ),
        AppError::Unavailable => (
            "We'll be right back",
            "We can't reach our database just now. If you were sending a form, go back: what you typed is still there. Try again in a few seconds.".into(),
        ),
        AppError::Internal(_) => (
            "This did not work",
            "Something went wrong on our side. Nothing you entered elsewhere is lost. Try again, and tell us the reference below if it happens again.".into(),
        ),
        AppError::TooMany(_) => ("A moment of patience", error.to_string()),
        other => ("This did not work", other.to_string()),
    }
}
