//! The page as visitors will see it, on a phone; its links lead nowhere here.

use crate::{
    page::LinkPage,
    public_page::{PublicLink, PublicPage},
};
use kernel::Brand;
use leptos::wasm_bindgen::JsCast as _;
use leptos::{prelude::*, task::spawn_local};
use web_sys::HtmlElement;

/// The id of what is dressed in the business's colours.
const DRAWN: &str = "links-preview-page";

#[component]
pub fn Preview(
    page: Memo<LinkPage>,
    /// Title and bio as they are typed so far.
    words: Signal<(String, String)>,
) -> impl IntoView {
    let public = Memo::new(move |_| page.with(PublicPage::of));
    let brand = Memo::new(move |_| public.with(|page| page.brand));
    Effect::new(move |worn: Option<Option<Brand>>| {
        let (worn, brand) = (worn.flatten(), brand.get());
        if worn != brand {
            spawn_local(dress(worn, brand));
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
                    <div class="link-page" id=DRAWN>
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

/// Puts the business's colours on the preview. By script, as the policy allows no styles in the
/// document; as code that comes later, as most pages have none.
#[lazy]
async fn dress(worn: Option<Brand>, brand: Option<Brand>) {
    let Some(drawn) = document().get_element_by_id(DRAWN).and_then(|drawn| drawn.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let style = drawn.style();
    for (name, _) in worn.into_iter().flat_map(ui::brand_properties) {
        _ = style.remove_property(name);
    }
    for (name, value) in brand.into_iter().flat_map(ui::brand_properties) {
        _ = style.set_property(name, &value);
    }
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
