//! How a person wants dates to be written.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en-GB")]
    British,
    #[serde(rename = "en-US")]
    American,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::British, Self::American];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::British => "en-GB",
            Self::American => "en-US",
        }
    }

    /// With an example of what it changes.
    pub const fn words(self) -> &'static str {
        match self {
            Self::British => "English (31 December 2026, 17:30)",
            Self::American => "English, United States (December 31, 2026, 5:30 PM)",
        }
    }

    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}
