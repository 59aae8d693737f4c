//! An email address, and the one spelling under which we know it.

use serde::{Deserialize, Serialize};

/// The longest address that SMTP carries (RFC 5321, 4.5.3.1.3, less the angle brackets).
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;
const LONGEST_LABEL: usize = 63;

/// A well-formed address in its one spelling: trimmed, composed (NFC) and in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(feature = "ssr")]
impl EmailAddress {
    /// Reads an address as it was typed; the error is for the person who typed it.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        use unicode_normalization::UnicodeNormalization as _;
        // Refused before it is composed, so that no one can make us compose megabytes.
        if typed.len() > 4 * LONGEST {
            return Err(TOO_LONG);
        }
        let composed: String = typed.trim().nfc().collect();
        let spelling: String = composed.to_lowercase().nfc().collect();
        match problem(&spelling) {
            None => Ok(Self(spelling)),
            Some(words) => Err(words),
        }
    }
}

const TOO_LONG: &str = "This address is too long to be an email address.";
const MALFORMED: &str = "Enter an email address such as ada@example.com.";

/// What is wrong with a typed address, if anything is. Whether mail arrives there is known only
/// when its code comes back.
pub fn problem(typed: &str) -> Option<&'static str> {
    let address = typed.trim();
    if address.is_empty() {
        return Some("Enter your email address.");
    }
    if address.len() > LONGEST {
        return Some(TOO_LONG);
    }
    let well_formed = address.split_once('@').is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain));
    (!well_formed).then_some(MALFORMED)
}

/// A dot-atom (RFC 5322, 3.2.3), with letters of all scripts (RFC 6531); no quoted strings.
fn is_local_part(local: &str) -> bool {
    local.len() <= LONGEST_LOCAL && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_text))
}

fn is_atom_text(sign: char) -> bool {
    if sign.is_ascii() {
        sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(sign)
    } else {
        is_letter_like(sign)
    }
}

fn is_domain(domain: &str) -> bool {
    let mut labels = domain.split('.').rev();
    let top = labels.next().unwrap_or_default();
    let names_a_zone = !top.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = labels.collect();
    names_a_zone && is_label(top) && !rest.is_empty() && rest.into_iter().all(is_label)
}

fn is_label(label: &str) -> bool {
    let inside = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || (!sign.is_ascii() && is_letter_like(sign));
    !label.is_empty()
        && label.len() <= LONGEST_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(inside)
}

/// Not a space, a control, or one of the invisible signs that make two addresses look alike.
fn is_letter_like(sign: char) -> bool {
    let invisible = matches!(
        u32::from(sign),
        0xad | 0x034f | 0x061c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202f | 0x2060..=0x206f | 0xfe00..=0xfe0f
            | 0xfeff | 0xfff0..=0xffff | 0xe0000..=0xe0fff
    );
    !sign.is_control() && !sign.is_whitespace() && !invisible
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    fn spelling(typed: &str) -> Option<String> {
        EmailAddress::parse(typed).ok().map(|email| email.to_string())
    }

    proptest! {
        #[test]
        fn the_one_spelling_is_its_own(typed in "\\PC{1,20}@\\PC{1,12}\\.[a-z]{2,4}") {
            if let Some(once) = spelling(&typed) {
                prop_assert_eq!(spelling(&once), Some(once));
            }
        }

        #[test]
        fn nothing_that_is_typed_makes_it_panic(typed in any::<String>()) {
            let _ = spelling(&typed);
        }

        #[test]
        fn what_is_accepted_has_no_space_no_control_and_one_at(typed in "[ \\t]{0,2}\\PC{1,20}@\\PC{1,20}") {
            if let Some(email) = spelling(&typed) {
                prop_assert!(!email.chars().any(|c| c.is_whitespace() || c.is_control()));
                prop_assert_eq!(email.matches('@').count(), 1);
                prop_assert!(email.len() <= LONGEST);
            }
        }

        #[test]
        fn twins_in_case_are_one(local in "[a-z0-9+_-]{1,20}", domain in "[a-z]{1,10}", top in "[a-z]{2,5}") {
            let typed = format!("{local}@{domain}.{top}");
            prop_assert_eq!(spelling(&typed.to_uppercase()), spelling(&typed));
            prop_assert_eq!(spelling(&format!("  {typed}\n")), Some(typed));
        }

        #[test]
        fn twins_in_composition_are_one(local in "[a-zàéîõüñçåøğžăīųḁễ]{1,20}") {
            let typed = format!("{local}@example.com");
            let apart: String = typed.nfd().collect();
            prop_assert_eq!(spelling(&apart), spelling(&typed));
            prop_assert!(spelling(&typed).is_some());
        }
    }

    #[test]
    fn addresses_that_people_have_pass() {
        for good in
            ["a@b.co", "ada.lovelace+news@mail.example.museum", "o'neil@example.ie", "用户@例子.广告", "x@1.a-b.co"]
        {
            assert_eq!(problem(good), None, "{good}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in [
            "",
            " ",
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "ada@@example.com",
            "a da@example.com",
            ".a@example.com",
            "a.@example.com",
            "a..b@example.com",
            "a@-b.com",
            "a@b-.com",
            "a@.com",
            "a@b..com",
            "a@127.0.0.1",
            "a@b.com\nBcc: c@d.com",
            "\"a\"@b.com",
            "a@b.com,c@d.com",
            "<a@b.com>",
            "a\u{200b}@b.com",
            "a@b\u{202e}.com",
            "a\u{ad}b@c.com",
        ] {
            assert!(problem(bad).is_some(), "{bad:?}");
            assert!(EmailAddress::parse(bad).is_err(), "{bad:?}");
        }
        assert!(problem(&format!("{}@example.com", "a".repeat(65))).is_some());
        assert!(problem(&format!("a@{}.com", "b".repeat(300))).is_some());
    }
}
