//! The console: one hydrated document for everything behind the sign-in.

use crate::{
    frame::{Frame, overlay::Overlay},
    gallery::GalleryPage,
    home::HomePage,
};
use identity::pages::{account::AccountPage, security::SecurityPage};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use links::pages::builder::LinksPage;
use ui::{provide_step_up, provide_toasts};
use workspaces::pages::{ActivityPage, NewWorkspacePage, RolesPage, SettingsPage, TeamPage, WorkspacesPage};

#[cfg(feature = "ssr")]
pub use document::{ConsoleHead, document};

/// Everything that is hydrated.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    provide_step_up();
    view! {
        <Title formatter=full_title/>
        <Router>
            <Frame>
                <FlatRoutes fallback=|| Overlay::Missing.view()>
                    <Route path=path!("/home") view={Lazy::<HomePage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/links") view={Lazy::<LinksPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/team") view={Lazy::<TeamPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/team/roles") view={Lazy::<RolesPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/general") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/address") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/branding") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/security") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/activity") view={Lazy::<ActivityPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/danger") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/workspaces") view={Lazy::<WorkspacesPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/workspaces/new") view={Lazy::<NewWorkspacePage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/account") view={Lazy::<AccountPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/account/security") view={Lazy::<SecurityPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/ui") view={Lazy::<GalleryPage>::new()} ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

fn full_title(title: String) -> String {
    if title.is_empty() { "Mewayz".into() } else { format!("{title} · Mewayz") }
}

#[cfg(feature = "hydrate")]
pub use hydration::hydrate;

#[cfg(feature = "hydrate")]
mod hydration {
    use super::App;
    use leptos::{mount::hydrate_from_async, prelude::document, task::spawn_local};

    /// Brings the server's document to life, the screen's own chunk included, then says so.
    pub fn hydrate() {
        // A second start-up of the executor is no error: there is one.
        let _ = any_spawner::Executor::init_wasm_bindgen();
        spawn_local(async {
            if let Some(body) = document().body() {
                hydrate_from_async(body, App).await.forget();
                announce();
            }
        });
    }

    /// To the script around us and to tests: the page answers now.
    fn announce() {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
        if let Ok(event) = web_sys::Event::new("mewayz:hydrated") {
            let _ = document().dispatch_event(&event);
        }
    }
}

#[cfg(feature = "ssr")]
mod document {
    use super::App;
    use leptos::{config::LeptosOptions, hydration::AutoReload, nonce::use_nonce, prelude::*};
    use leptos_meta::MetaTags;
    use ui::{IconSprite, Theme};

    /// What the server knows of the document: file names of this build, whose it is, its theme.
    #[derive(Clone)]
    pub struct ConsoleHead {
        pub styles: String,
        pub pwa_script: String,
        pub passkey_script: String,
        pub script: String,
        pub wasm: String,
        pub account: String,
        pub theme: Theme,
        pub options: LeptosOptions,
    }

    /// The document around [`App`].
    pub fn document() -> impl IntoView {
        let head: ConsoleHead = expect_context();
        provide_context(head.theme);
        let nonce = use_nonce();
        let start = format!(
            "import('{script}').then(m=>m.default({{module_or_path:'{wasm}'}}).then(()=>m.hydrate()))",
            script = head.script,
            wasm = head.wasm,
        );
        view! {
            <!DOCTYPE html>
            <html lang="en" dir="ltr" data-document="console" data-account=head.account data-theme=head.theme.attribute() data-passkey-script=head.passkey_script>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                    <link rel="stylesheet" href=head.styles/>
                    <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                    <link rel="preload" href=head.wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
                    <link rel="modulepreload" href=head.script nonce=nonce.clone()/>
                    <crate::visitor::AppLinks/>
                    <meta name="robots" content="noindex"/>
                    <script defer nonce=nonce.clone() src=head.pwa_script></script>
                    <AutoReload options=head.options/>
                    <MetaTags/>
                    <script type="module" nonce=nonce>{start}</script>
                </head>
                <body>
                    <App/>
                    <div class="offline-banner" data-offline-banner="" role="status" hidden>
                        "You are offline. This is what was last loaded on this device."
                    </div>
                    <IconSprite/>
                </body>
            </html>
        }
    }
}
