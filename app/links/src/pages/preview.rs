//! The page as visitors will see it, on a phone; its links lead nowhere here.

use crate::{
    page::LinkPage,
    public_page::{PublicLink, PublicPage},
};
use kernel::Brand;
use leptos::{html, prelude::*};

#[component]
pub fn Preview(
    page: Memo<LinkPage>,
    /// Title and bio as they are typed so far.
    words: Signal<(String, String)>,
) -> impl IntoView {
    let public = Memo::new(move |_| page.with(PublicPage::of));
    let brand = Memo::new(move |_| public.with(|page| page.brand));
    let drawn = NodeRef::<html::Div>::new();
    // By script: the policy allows no styles in the document.
    Effect::new(move |worn: Option<Option<Brand>>| {
        let brand = brand.get();
        let Some(element) = drawn.get() else { return None };
        let style = (*element).style();
        for (name, _) in worn.flatten().into_iter().flat_map(ui::brand_properties) {
            _ = style.remove_property(name);
        }
        for (name, value) in brand.into_iter().flat_map(ui::brand_properties) {
            _ = style.set_property(name, &value);
        }
        brand
    });
    let links = Memo::new(move |_| public.with(|page| page.links.clone()));
    let branding = move || {
        public.with(|page| page.branding).then(|| {
            view! {
                <div class="made-with">
                    <span>"Made with " <b class="wordmark">"Mewayz"</b></span>
                </div>
            }
        })
    };
    view! {
        <section class="links-preview" id="links-preview" aria-label="Preview">
            <div class="phone">
                <div class="phone-screen" tabindex="0" role="group" aria-label="Your page as visitors see it">
                    <div class="link-page" node_ref=drawn>
                        <div class="profile-page">
                            {move || profile(words.get())}
                            {move || rows(links.get())}
                        </div>
                        {branding}
                    </div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn profile((title, bio): (String, String)) -> AnyView {
    let bio = (!bio.trim().is_empty()).then(|| view! { <p class="profile-bio" dir="auto">{bio}</p> });
    view! {
        <div class="profile">
            <span class="profile-avatar" aria-hidden="true">{ui::initials(&title)}</span>
            <p class="profile-title" dir="auto">{title}</p>
            {bio}
        </div>
    }
    .into_any()
}

fn rows(links: Vec<PublicLink>) -> AnyView {
    if links.is_empty() {
        return view! { <p class="no-links">"No links yet."</p> }.into_any();
    }
    let rows = links.into_iter().map(|link| view! { <li><span class="link" dir="auto">{link.title}</span></li> });
    view! { <ul class="links">{rows.collect_view()}</ul> }.into_any()
}
