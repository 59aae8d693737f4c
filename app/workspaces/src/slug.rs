//! The address of a workspace, `mewayz.com/@acme`: its form, the words for what is wrong with
//! it, and what the browser and the server both know of it without asking anybody.

pub mod check;
mod reserved;
mod suggestion;

pub use suggestion::{alternatives, suggestion};

use serde::{Deserialize, Serialize};

pub const SHORTEST: usize = 3;
pub const LONGEST: usize = 30;

/// 3 to 30 of a–z, 0–9 and single hyphens inside.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is no address, or not one that people may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SlugProblem {
    #[error("An address has at least 3 characters.")]
    TooShort,
    #[error("An address has at most 30 characters.")]
    TooLong,
    #[error("Use a to z, 0 to 9 and hyphens.")]
    Sign,
    #[error("Start and end with a letter or a digit.")]
    EdgeHyphen,
    #[error("Use one hyphen at a time.")]
    DoubleHyphen,
    #[error("Mewayz keeps this address for itself. Choose another one.")]
    Reserved,
    #[error("Another workspace has this address, or had it until lately. Choose another one.")]
    Taken,
    #[error("This looks too much like the address of another workspace. Choose another one.")]
    Confusable,
}

impl Slug {
    /// Reads what a person typed: capitals and the spaces around do not matter, nor does an `@`
    /// before it. Reserved words are well-formed; see [`Self::is_reserved`].
    pub fn read(text: &str) -> Result<Self, SlugProblem> {
        let typed = text.trim();
        let slug = typed.strip_prefix('@').unwrap_or(typed).to_ascii_lowercase();
        let problem = if slug.chars().any(|sign| !matches!(sign, 'a'..='z' | '0'..='9' | '-')) {
            SlugProblem::Sign
        } else if slug.starts_with('-') || slug.ends_with('-') {
            SlugProblem::EdgeHyphen
        } else if slug.contains("--") {
            SlugProblem::DoubleHyphen
        } else if slug.len() < SHORTEST {
            SlugProblem::TooShort
        } else if slug.len() > LONGEST {
            SlugProblem::TooLong
        } else {
            return Ok(Self(slug));
        };
        Err(problem)
    }

    /// As [`Self::read`], for somebody who may not have a reserved one.
    pub fn read_open(text: &str) -> Result<Self, SlugProblem> {
        let slug = Self::read(text)?;
        if slug.is_reserved() { Err(SlugProblem::Reserved) } else { Ok(slug) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is one of our own words, looks like one, or has our name in it.
    pub fn is_reserved(&self) -> bool {
        let skeleton = self.skeleton();
        skeleton.contains("mewayz") || reserved::WORDS.iter().any(|word| self::skeleton(word) == skeleton)
    }

    /// What the eye sees of it: two slugs of one skeleton can be taken for each other.
    pub fn skeleton(&self) -> String {
        skeleton(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugProblem;
    fn try_from(text: String) -> Result<Self, SlugProblem> {
        Self::read(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> String {
        slug.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// `0` for `o`, `1` and `i` for `l`, `rn` for `m`, `vv` for `w`: what ASCII leaves of
/// Unicode's confusables (UTS 39) in lower case.
pub fn skeleton(text: &str) -> String {
    let shapes: String = text
        .chars()
        .map(|sign| match sign {
            '0' => 'o',
            '1' | 'i' => 'l',
            other => other,
        })
        .collect();
    shapes.replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_lower_case_letters_digits_and_single_hyphens_inside() {
        for (text, slug) in [("acme", "acme"), ("  @Acme-2 ", "acme-2"), ("a-b-c", "a-b-c"), ("123", "123")] {
            assert_eq!(Slug::read(text).unwrap().as_str(), slug);
        }
        for (text, problem) in [
            ("", SlugProblem::TooShort),
            ("ab", SlugProblem::TooShort),
            ("a234567890123456789012345678901", SlugProblem::TooLong),
            ("-acme", SlugProblem::EdgeHyphen),
            ("acme-", SlugProblem::EdgeHyphen),
            ("xn--acme", SlugProblem::DoubleHyphen),
            ("acme studio", SlugProblem::Sign),
            ("аcme", SlugProblem::Sign),
            ("a/../b", SlugProblem::Sign),
        ] {
            assert_eq!(Slug::read(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn our_own_words_and_their_twins_are_reserved() {
        for text in ["admin", "adm1n", "sign-in", "demo", "mewayz-help", "rnewayz", "the-mevvayz-team", "l1nks"] {
            assert_eq!(Slug::read_open(text), Err(SlugProblem::Reserved), "{text}");
        }
        for text in ["acme", "administrate", "demonstration", "linksmith"] {
            assert!(Slug::read_open(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn twins_have_one_skeleton() {
        for (one, other) in [("acme", "acrne"), ("paypal", "paypa1"), ("owl", "0vvl"), ("bill", "b1ii")] {
            assert_eq!(skeleton(one), skeleton(other));
        }
        assert_ne!(skeleton("acme"), skeleton("acne"));
    }

    proptest! {
        #[test]
        fn a_skeleton_is_its_own_skeleton(text in "[a-z0-9-]{0,40}") {
            let once = skeleton(&text);
            prop_assert_eq!(skeleton(&once), once);
        }

        #[test]
        fn reading_is_settled_after_once(text in "\\PC{0,40}") {
            if let Ok(slug) = Slug::read(&text) {
                prop_assert_eq!(Slug::read(slug.as_str()), Ok(slug));
            }
        }

        #[test]
        fn a_suggestion_is_an_open_address_or_nothing(name in "\\PC{0,80}") {
            let text = suggestion(&name);
            prop_assert!(text.is_empty() || Slug::read_open(&text).is_ok_and(|slug| slug.as_str() == text), "{}", text);
        }

        #[test]
        fn every_alternative_is_an_open_address(text in "[a-z0-9]{3,30}") {
            for slug in Slug::read(&text).iter().flat_map(alternatives) {
                prop_assert_eq!(Slug::read_open(slug.as_str()), Ok(slug));
            }
        }
    }
}
