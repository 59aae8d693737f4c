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
    if sign.is_ascii() { sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(sign) } else { is_letter_like(sign) }
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
