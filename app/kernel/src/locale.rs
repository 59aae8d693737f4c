//! The language that a business speaks to its visitors, and how it writes dates.

use serde::{Deserialize, Serialize};

/// One of the languages on the list, by its BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Locale(&'static (&'static str, &'static str));

/// Not a language on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of the languages in the list.")]
pub struct UnknownLocale;

/// Tags and the languages' own names.
const KNOWN: [(&str, &str); 24] = [
    ("en", "English (US)"),
    ("en-GB", "English (UK)"),
    ("ar", "العربية"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("es", "Español"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português (Portugal)"),
    ("pt-BR", "Português (Brasil)"),
    ("ro", "Română"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
];

impl Locale {
    /// All of them, English first.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOWN.iter().map(Self)
    }

    /// The BCP 47 tag, `pt-BR`.
    pub const fn tag(self) -> &'static str {
        self.0.0
    }

    /// What the language calls itself.
    pub const fn name(self) -> &'static str {
        self.0.1
    }

    /// Which way its lines run, as HTML says it.
    pub fn direction(self) -> &'static str {
        if matches!(self.tag(), "ar" | "he") { "rtl" } else { "ltr" }
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self(&KNOWN[0])
    }
}

impl std::str::FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(tag: &str) -> Result<Self, UnknownLocale> {
        Self::all().find(|locale| locale.tag() == tag).ok_or(UnknownLocale)
    }
}

impl TryFrom<String> for Locale {
    type Error = UnknownLocale;
    fn try_from(tag: String) -> Result<Self, UnknownLocale> {
        tag.parse()
    }
}

impl From<Locale> for String {
    fn from(locale: Locale) -> String {
        locale.tag().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_found_by_its_tag_and_is_on_the_list_once() {
        for locale in Locale::all() {
            assert_eq!(locale.tag().parse(), Ok(locale));
            assert_eq!(Locale::all().filter(|other| other.name() == locale.name()).count(), 1);
        }
        assert_eq!(Locale::default().tag(), "en");
        assert_eq!("xx".parse::<Locale>(), Err(UnknownLocale));
        assert_eq!("he".parse::<Locale>().unwrap().direction(), "rtl");
    }
}
