//! Typed, prefixed, time-ordered identifiers: `wsp_01j…`. The 26 characters after the prefix
//! are Crockford base 32 of 48 bits of milliseconds and 80 random bits (the ULID layout), in
//! lower case, so that ids sort by age and an index grows at one end.

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;

/// Encodes a moment and 80 random bits as 26 characters.
pub fn encode(millis: i64, random: [u8; 10]) -> String {
    let mut wide = [0u8; 16];
    wide[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    wide[6..].copy_from_slice(&random);
    let number = u128::from_be_bytes(wide);
    (0..LENGTH).rev().map(|place| ALPHABET[((number >> (place * 5)) & 31) as usize] as char).collect()
}

/// Whether `text` is `prefix_` and 26 characters of the alphabet.
pub fn is_well_formed(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .is_some_and(|rest| rest.len() == LENGTH && rest.bytes().all(|b| ALPHABET.contains(&b)))
}

/// A text that is not an id of the asked-for kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id that starts with {0}_")]
pub struct MalformedId(pub &'static str);

/// Declares an id type: `id!(/// A booked time. AppointmentId, "apt");`
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub const PREFIX: &'static str = $prefix;

            /// A new id for `now`, from 80 random bits.
            pub fn generate(now: $crate::Timestamp, random: [u8; 10]) -> Self {
                Self(format!("{}_{}", $prefix, $crate::id::encode(now.millis(), random)))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::id::MalformedId;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                if $crate::id::is_well_formed($prefix, &text) {
                    Ok(Self(text))
                } else {
                    Err($crate::id::MalformedId($prefix))
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::id::MalformedId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.to_owned().try_into()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A person who signs in.
    UserId,
    "usr"
);
id!(
    /// A business; the tenant of all business data.
    WorkspaceId,
    "wsp"
);
id!(
    /// A user's place in a workspace.
    MemberId,
    "mem"
);
id!(
    /// One signed-in device. Never the secret token itself.
    SessionId,
    "ses"
);
id!(
    /// A role that a workspace has made for itself.
    RoleId,
    "rol"
);
id!(
    /// A person who was asked to join a workspace.
    InvitationId,
    "inv"
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use proptest::prelude::*;

    const LAST_MILLISECOND: i64 = (1 << 48) - 1;

    proptest! {
        #[test]
        fn ids_sort_as_their_moments_do_and_differ_as_their_bits_do(
            (early, late) in (0..LAST_MILLISECOND, 0..LAST_MILLISECOND),
            (one, other) in any::<([u8; 10], [u8; 10])>(),
        ) {
            let (first, second) = (encode(early, one), encode(late, other));
            prop_assert_eq!((early, one).cmp(&(late, other)), first.cmp(&second));
            let id = UserId::generate(Timestamp::from_millis(early), one).to_string();
            prop_assert!(is_well_formed("usr", &id));
        }

        #[test]
        fn what_is_not_an_id_is_refused(text in r"(wsp_)?[^a-hjkmnp-tv-z0-9]{1,30}|wsp_[0-9a-z]{0,25}") {
            prop_assert!(text.parse::<WorkspaceId>().is_err());
        }
    }

    #[test]
    fn ids_sort_by_age() {
        let old = UserId::generate(Timestamp::from_millis(1_000), [255; 10]);
        let new = UserId::generate(Timestamp::from_millis(1_001), [0; 10]);
        assert!(old < new);
    }

    #[test]
    fn an_id_survives_text_and_json() {
        let id = WorkspaceId::generate(Timestamp::from_millis(1_790_000_000_000), [7; 10]);
        assert_eq!(id.as_str().parse::<WorkspaceId>(), Ok(id.clone()));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<WorkspaceId>(&json).unwrap(), id);
    }

    #[test]
    fn an_id_of_another_kind_or_an_operator_is_refused() {
        let user = UserId::generate(Timestamp::from_millis(1), [1; 10]).to_string();
        assert!(user.parse::<WorkspaceId>().is_err());
        for hostile in ["", "wsp_", "wsp_$ne", "wsp_01ARZ3NDEKTSV4RRFFQ69G5FAV", "{\"$ne\":\"\"}"] {
            assert!(hostile.parse::<WorkspaceId>().is_err(), "{hostile}");
        }
        assert!(serde_json::from_str::<WorkspaceId>("{\"$ne\":\"\"}").is_err());
    }
}
