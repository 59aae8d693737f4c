use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

use crate::icon::{Glyph, Icon};

/// Which theme a person wants. The server reads it from the cookie, writes it as `<html data-theme>` and
/// provides it as context, so that the first paint is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name of the cookie.
    pub const COOKIE: &str = "theme";

    /// The theme that a `Cookie` header asks for.
    #[must_use]
    pub fn from_cookies(header: &str) -> Self {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == Self::COOKIE)
            .map_or(Self::System, |(_, value)| Self::from_name(value))
    }

    /// The value of `<html data-theme>`; none where the system decides.
    #[must_use]
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    const fn icon(self) -> Glyph {
        match self {
            Self::System => Glyph::Monitor,
            Self::Light => Glyph::Sun,
            Self::Dark => Glyph::Moon,
        }
    }

    /// The theme of this document: provided on the server, read from the document in the browser.
    fn here() -> Self {
        use_context().unwrap_or_else(|| {
            if is_server() {
                return Self::System;
            }
            let root = document().document_element();
            root.and_then(|root| root.get_attribute("data-theme")).map_or(Self::System, |name| Self::from_name(&name))
        })
    }

    /// Paints this document and remembers the choice for a year.
    pub fn choose(self) {
        let document = document();
        if let Some(root) = document.document_element() {
            _ = match self.attribute() {
                Some(name) => root.set_attribute("data-theme", name),
                None => root.remove_attribute("data-theme"),
            };
        }
        if let Ok(document) = document.dyn_into::<HtmlDocument>() {
            let cookie = format!(
                "{}={}; Path=/; Max-Age={}; SameSite=Lax",
                Self::COOKIE,
                self.attribute().unwrap_or("system"),
                365 * 24 * 60 * 60
            );
            _ = document.set_cookie(&cookie);
        }
    }
}

/// System, light or dark.
#[component]
pub fn ThemeSwitch(
    /// Tells it from another switch in the document.
    #[prop(default = "theme")]
    name: &'static str,
) -> impl IntoView {
    let here = Theme::here();
    let choices = Theme::ALL
        .into_iter()
        .map(|theme| {
            view! {
                <label>
                    <input type="radio" name=name checked=theme == here on:change=move |_| theme.choose()/>
                    <Icon name=theme.icon() small=true/>
                    <span>{theme.label()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="segments" aria-label="Theme">
            {choices}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn the_cookie_is_found_among_others() {
        assert_eq!(Theme::from_cookies("session=abc; theme=dark; x=1"), Theme::Dark);
        assert_eq!(Theme::from_cookies("theme=light"), Theme::Light);
    }

    #[test]
    fn anything_else_leaves_it_to_the_system() {
        for header in ["", "theme=", "theme=\"><script>", "my-theme=dark", "theme=system"] {
            assert_eq!(Theme::from_cookies(header), Theme::System);
        }
    }
}
