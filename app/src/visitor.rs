//! The visitor document: styles inlined, no WASM, nothing needed from scripts.

pub mod brand;
pub mod landing;
pub mod mails;
pub mod notice;

use kernel::{Brand, page::VisitorPage};
use leptos::{attr::custom::custom_attribute as attribute, prelude::*};

/// The sheet of that name.
fn sheet(name: &str) -> &'static str {
    match name {
        "landing" => style::LANDING,
        "identity" => style::IDENTITY,
        "links" => style::LINKS,
        _ => style::NOTICE,
    }
}

/// A whole document, and what its policy has to know.
pub struct Document {
    pub html: String,
    /// The sheet in it.
    pub sheet: String,
    /// Whether it is part of the app, with the app's script.
    pub ours: bool,
}

/// The small scripts of our own pages, by their addresses in this build.
#[derive(Debug, Clone)]
pub struct Scripts {
    /// The installed app.
    pub pwa: String,
    /// What the ways into an account gain.
    pub entrance: String,
    /// Signing in with a passkey.
    pub passkey: String,
}

/// The page as a document. Pages of a business are its own: they carry neither our script nor
/// the app's manifest, and its colours if it has any.
pub fn document(page: VisitorPage, brand: Option<Brand>, public_url: &str, scripts: &Scripts) -> Document {
    let sheet = format!("{}{}", sheet(page.sheet), brand.map(brand::rule).unwrap_or_default());
    let ours = page.sheet != "links";
    let ways_in = (page.sheet == "identity").then(|| {
        view! { <script defer src=scripts.entrance.clone()></script> <script defer src=scripts.passkey.clone()></script> }
    });
    let canonical = page.canonical.as_ref().map(|path| format!("{public_url}{path}"));
    let body: AnyView = page.body;
    let html = view! {
        <html lang=page.language dir=direction(page.language) data-document="visitor">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <title>{page.title.clone()}</title>
                <style inner_html=sheet.clone()></style>
                <meta name="description" content=page.description.clone()/>
                {(!page.indexed).then(|| view! { <meta name="robots" content="noindex"/> })}
                {canonical.map(|url| open_graph(url, page.title, page.description))}
                {if ours {
                    view! { <AppLinks/> <script defer src=scripts.pwa.clone()></script> {ways_in} }.into_any()
                } else {
                    view! { <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/> }.into_any()
                }}
            </head>
            <body>{body}</body>
        </html>
    };
    Document { html: format!("<!DOCTYPE html>{}", html.to_html()), sheet, ours }
}

/// Which way a language runs; ours where it is not on the list.
fn direction(language: &str) -> &'static str {
    language.parse().unwrap_or_else(|_| kernel::Locale::default()).direction()
}

/// What a shared link shows (<https://ogp.me>).
fn open_graph(url: String, title: String, description: String) -> impl IntoView {
    view! {
        <link rel="canonical" href=url.clone()/>
        <meta {..attribute("property", "og:type")} content="website"/>
        <meta {..attribute("property", "og:url")} content=url/>
        <meta {..attribute("property", "og:title")} content=title/>
        <meta {..attribute("property", "og:description")} content=description/>
    }
}

/// What makes a document of ours part of the installed app.
#[component]
pub fn AppLinks() -> impl IntoView {
    view! {
        <link rel="manifest" href="/manifest.webmanifest"/>
        <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
        <link rel="icon" href="/icons/icon-192.png" sizes="192x192" r#type="image/png"/>
        <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
        <meta name="theme-color" content="#0a0a0f" {..attribute("media", "(prefers-color-scheme: dark)")}/>
        <meta name="theme-color" content="#f7f7fa" {..attribute("media", "(prefers-color-scheme: light)")}/>
        <meta name="mobile-web-app-capable" content="yes"/>
        <meta name="apple-mobile-web-app-capable" content="yes"/>
        <meta name="apple-mobile-web-app-title" content="Mewayz"/>
        <meta name="apple-mobile-web-app-status-bar-style" content="black-translucent"/>
    }
}
