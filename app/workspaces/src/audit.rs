//! Who did what in the workspace, as owners and admins read it. The kernel writes the entries and
//! nothing ever changes them.

#[cfg(feature = "ssr")]
pub mod csv;
pub mod export;
#[cfg(feature = "ssr")]
pub mod filter;
pub mod list;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod told;
#[cfg(feature = "ssr")]
pub mod verify;

use serde::{Deserialize, Serialize};

/// How many entries are shown at once.
pub const PAGE: usize = 50;

/// Some entries, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub entries: Vec<Entry>,
    /// Where the next ones begin; nothing at the end.
    pub next: Option<i64>,
    /// What one can filter by; only with the first entries.
    pub choices: Choices,
    /// The zone in which days begin.
    pub time_zone: String,
    /// Whether the one who asks may export them.
    pub exportable: bool,
}

/// Who acts in this workspace, and which acts there were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Value and words of each.
    pub people: Vec<(String, String)>,
    pub kinds: Vec<(String, String)>,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub seq: i64,
    /// Milliseconds since 1970.
    pub at: i64,
    /// In the workspace's time zone, to the second.
    pub exactly: String,
    pub who: String,
    /// `Link added`.
    pub what: String,
    pub label: String,
    pub record: String,
    pub changes: Vec<Difference>,
    /// Without its last part; empty where there was none.
    pub network: String,
    pub device: String,
}

/// One field as it was and as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// `links.link.added` as people say it: `Link added`. Every action is named so, those of systems to
/// come too.
pub fn words(action: &str) -> String {
    let spoken: Vec<&str> = action.split('.').skip(1).collect();
    let mut letters = spoken.join(" ").replace('_', " ");
    if let Some(first) = letters.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn an_action_is_said_in_words() {
        assert_eq!(words("links.link.added"), "Link added");
        assert_eq!(words("workspaces.member.role_changed"), "Member role changed");
        assert_eq!(words("nonsense"), "");
        assert_eq!(words("links.été.x"), "été x");
    }
}
