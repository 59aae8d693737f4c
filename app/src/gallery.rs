//! `/ui`, in development: every component in every state, as the server draws it. It stands apart
//! from the console, so that nothing of it is in what browsers are sent for that.

use leptos::prelude::*;
use ui::{Gallery, IconSprite, Theme, provide_step_up, provide_toasts};

/// The whole document; `styles` is the address of the console's sheet.
pub fn document(styles: String, theme: Theme) -> String {
    provide_context(theme);
    provide_toasts();
    provide_step_up();
    let html = view! {
        <html lang="en" dir="ltr" data-theme=theme.attribute()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <title>"Components · Mewayz"</title>
                <link rel="stylesheet" href=styles/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
            </head>
            <body>
                <main class="content">
                    <Gallery/>
                </main>
                <IconSprite/>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", html.to_html())
}
