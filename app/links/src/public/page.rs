//! A workspace's link page as visitors see it.

use crate::public_page::{PublicLink, PublicPage};
use kernel::{AppResult, Brand, Visitor, page::VisitorPage};
use leptos::prelude::*;

/// Draws what is published, and asks for nothing more.
pub fn draw(visitor: &Visitor) -> AppResult<VisitorPage> {
    Ok(visitor_page(&visitor.published().address, visitor.page()?))
}

/// The colours of the business.
pub fn brand(visitor: &Visitor) -> Option<Brand> {
    visitor.page::<PublicPage>().ok()?.brand
}

/// The page at `address`.
pub fn visitor_page(address: &str, page: PublicPage) -> VisitorPage {
    VisitorPage {
        title: page.title.clone(),
        description: description(&page),
        language: page.locale.tag(),
        sheet: "links",
        indexed: true,
        canonical: Some(address.to_owned()),
        status: 200,
        body: body(address, page),
    }
}

/// One line for search engines and shared links.
fn description(page: &PublicPage) -> String {
    const LONGEST: usize = 160;
    let bio = page.bio.split_whitespace().collect::<Vec<_>>().join(" ");
    if bio.is_empty() {
        format!("All links of {}, on one page.", page.title)
    } else if bio.chars().count() > LONGEST {
        bio.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        bio
    }
}

fn body(address: &str, page: PublicPage) -> AnyView {
    let bio = (!page.bio.is_empty()).then(|| view! { <p class="profile-bio" dir="auto">{page.bio}</p> });
    let made_with = page.branding.then(|| {
        view! {
            <footer class="made-with">
                <a href="/">"Made with " <b class="wordmark">"Mewayz"</b></a>
            </footer>
        }
    });
    view! {
        <div class="link-page">
            <main class="profile-page">
                <header class="profile">
                    <span class="profile-avatar" aria-hidden="true">{page.initials}</span>
                    <h1 class="profile-title" dir="auto">{page.title}</h1>
                    {bio}
                </header>
                {links(address, page.links)}
            </main>
            {made_with}
        </div>
    }
    .into_any()
}

fn links(address: &str, links: Vec<PublicLink>) -> AnyView {
    if links.is_empty() {
        return view! { <p class="no-links">"No links yet."</p> }.into_any();
    }
    let rows = links
        .into_iter()
        .map(|link| {
            let counted = format!("{address}/go/{}", link.id);
            view! { <li><a class="link" href=counted rel="noopener" dir="auto">{link.title}</a></li> }
        })
        .collect_view();
    view! { <ul class="links">{rows}</ul> }.into_any()
}
