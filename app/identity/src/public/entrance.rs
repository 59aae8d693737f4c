//! What the screens share: the frame, the way past it for who is signed in, and where to
//! go afterwards.

use super::leaving;
use http::header;
use kernel::{
    AppError, AppResult, Platform, SignedIn, Token, answer,
    page::{ReturnedForm, Visit, VisitorAnswer, VisitorPage},
    return_path,
};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink};

/// Where somebody who needs none of these screens is sent on to.
pub async fn way_past(visit: &Visit) -> AppResult<Option<VisitorAnswer>> {
    let signed_in = SignedIn::find().await?.is_some();
    if !signed_in && leaving::of_request().await?.is_some() {
        return Ok(Some(VisitorAnswer::SeeOther("/leaving".to_owned())));
    }
    let go_to = return_path::onward(visit.query("return_to")).unwrap_or("/home").to_owned();
    Ok(signed_in.then_some(VisitorAnswer::SeeOther(go_to)))
}

/// The page asked for before signing in: from the address, or from the form that came back.
pub fn return_to(visit: &Visit) -> String {
    let returned = visit.returned.value("return_to");
    let asked = if returned.is_empty() { visit.query("return_to") } else { &returned };
    return_path::onward(asked).unwrap_or_default().to_owned()
}

/// The address that was typed or, before anything was, the one that an invitation named.
pub fn address(visit: &Visit) -> String {
    let typed = visit.returned.value("email");
    if typed.is_empty() { visit.query("email").chars().take(254).collect() } else { typed }
}

/// `path`, with the page that was asked for.
pub fn keeping(path: &str, return_to: &str) -> String {
    if return_to.is_empty() {
        return path.to_owned();
    }
    let query: String = form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
    format!("{path}?return_to={query}")
}

/// The button that leads to the issuer, where one is configured.
pub fn elsewhere(return_to: &str) -> Option<AnyView> {
    let platform = Platform::current().ok()?;
    let words = format!("Continue with {}", platform.ports().open_id.as_ref()?.label());
    let button = view! {
        <p class="or">"or"</p>
        <form method="post" action="/api/identity/openid/begin">
            <input type="hidden" name="return_to" value=return_to.to_owned()/>
            <Button submit=true wide=true>{words}</Button>
        </form>
    };
    Some(button.into_any())
}

/// A page of one message, and where to go from it.
pub fn message(
    status: u16,
    title: &'static str,
    text: String,
    (words, to): (&'static str, &'static str),
    or: Option<(&'static str, &'static str)>,
) -> VisitorAnswer {
    let body = view! {
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <ButtonLink kind=ButtonKind::Primary wide=true href=to>{words}</ButtonLink>
        {or.map(|(words, to)| view! { <p class="aside"><a href=to>{words}</a></p> })}
    };
    VisitorPage { status, ..sheet(title, "", None, body) }.into()
}

/// The document's title, description and body; search engines list the way in, not a step of it.
pub fn page(title: &str, description: &str, indexed: Option<&str>, body: impl IntoView + 'static) -> VisitorAnswer {
    sheet(title, description, indexed, body).into()
}

fn sheet(title: &str, description: &str, indexed: Option<&str>, body: impl IntoView + 'static) -> VisitorPage {
    let body = view! {
        <main class="door">
            <a class="wordmark" href="/">"Mewayz"</a>
            <section class="sheet">{body.into_any()}</section>
        </main>
    };
    VisitorPage {
        title: format!("{title} · Mewayz"),
        description: description.to_owned(),
        language: "en",
        sheet: "identity",
        indexed: indexed.is_some(),
        canonical: indexed.map(str::to_owned),
        status: 200,
        body: body.into_any(),
    }
}

/// What went wrong with the form as a whole, read out at once.
pub fn alert(returned: &ReturnedForm) -> Option<AnyView> {
    let error = returned.error.as_ref()?;
    let words = match (returned.summary(), error) {
        (Some(words), _) => words,
        (None, AppError::Invalid(fields)) if fields.len() > 1 => "Some fields need another look.".to_owned(),
        (None, _) => "One field needs another look.".to_owned(),
    };
    Some(view! { <p class="notice bad" role="alert">{words}</p> }.into_any())
}

/// What is wrong with one field.
pub fn problem(returned: &ReturnedForm, field: &str) -> Signal<Option<String>> {
    Signal::stored(returned.problem(field))
}

/// Whether `field` is the first that is wrong, and so gets the focus.
pub fn is_first_problem(returned: &ReturnedForm, field: &str) -> bool {
    match &returned.error {
        Some(AppError::Invalid(fields)) => fields.first().is_some_and(|first| first.field == field),
        _ => false,
    }
}

/// What happened on the way here, said above the form.
pub fn done(words: &'static str) -> AnyView {
    view! { <p class="notice" role="status">{words}</p> }.into_any()
}

/// The token in the address of a page that a mail leads to. The page tells its address to nobody.
pub fn secret(visit: &Visit) -> Option<Token> {
    answer::add_header(header::REFERRER_POLICY, "no-referrer");
    Token::parse(visit.param("token"))
}

/// The fields of a form on such a page: what it is about, and where it stands, since no Referer
/// tells that.
pub fn secret_fields(visit: &Visit, token: &Token) -> AnyView {
    view! {
        <input type="hidden" name="token" value=token.as_str().to_owned()/>
        <input type="hidden" name="form_page" value=visit.path.clone()/>
    }
    .into_any()
}
