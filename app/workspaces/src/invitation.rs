//! Somebody was asked to join a workspace, at one address and with one role. The link in the mail
//! is the proof of having got it; the address of the account decides whether it counts.

pub mod accept;
pub mod addresses;
pub mod cancel;
pub mod change_role;
pub mod decline;
pub mod link;
#[cfg(feature = "ssr")]
pub mod look;
#[cfg(feature = "ssr")]
mod mail;
pub mod resend;
pub mod send;
pub mod send_many;
#[cfg(feature = "ssr")]
pub mod store;

use kernel::{FieldError, hidden::is_hidden};

/// The longest message, in characters.
pub const LONGEST_MESSAGE: usize = 500;

/// A message as it is kept: plain text of several lines.
///
/// # Errors
/// Says what is wrong with the field `message`.
pub fn read_message(text: &str) -> Result<String, FieldError> {
    let even = text.replace("\r\n", "\n");
    let clean: String = even.chars().filter(|sign| *sign == '\n' || !is_hidden(*sign)).collect();
    let message = clean.trim();
    if message.chars().count() > LONGEST_MESSAGE {
        return Err(FieldError::new("message", "A message has at most 500 characters."));
    }
    Ok(message.to_owned())
}

#[cfg(feature = "ssr")]
pub use mail::unlinked;
#[cfg(feature = "ssr")]
pub use stored::{Invitation, LIFE, State};

#[cfg(feature = "ssr")]
mod stored {
    use crate::role::RoleKey;
    use bson::doc;
    use kernel::{
        Global, Index, InvitationId, Platform, Record, Timestamp, Token, UserId, WorkspaceId, email::EmailAddress,
    };
    use serde::{Deserialize, Serialize};
    use std::time::Duration;

    /// For how long a link opens.
    pub const LIFE: Duration = Duration::from_secs(7 * 86_400);
    /// For how long an address is kept after that.
    const KEPT: Duration = Duration::from_secs(90 * 86_400);

    /// What became of it. One that has run out is still open: it can be sent again.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum State {
        Open,
        Accepted,
        Declined,
        Cancelled,
    }

    impl State {
        pub const fn name(self) -> &'static str {
            match self {
                State::Open => "open",
                State::Accepted => "accepted",
                State::Declined => "declined",
                State::Cancelled => "cancelled",
            }
        }
    }

    /// Found by whoever holds its link, who may be nobody's member: so it belongs to no tenant.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Invitation {
        #[serde(rename = "_id")]
        pub id: InvitationId,
        pub workspace_id: WorkspaceId,
        pub email: EmailAddress,
        pub role: RoleKey,
        pub message: String,
        pub token_hash: String,
        pub state: State,
        pub invited_by: UserId,
        pub created_at: Timestamp,
        /// When the link that opens it was made.
        pub sent_at: Timestamp,
        pub expires_at: Timestamp,
        /// Who accepted it.
        pub accepted_by: Option<UserId>,
    }

    impl Record for Invitation {
        const COLLECTION: &'static str = "invitations";

        fn indexes() -> Vec<Index> {
            vec![
                Index::on(&[("token_hash", 1)]).unique(),
                Index::on(&[("workspace_id", 1), ("email", 1)])
                    .unique()
                    .only_where(doc! { "state": State::Open.name() }),
                Index::on(&[("expires_at", 1)]).expires_after(KEPT),
            ]
        }
    }

    impl Global for Invitation {}

    impl Invitation {
        pub fn new(
            platform: &Platform,
            workspace: &WorkspaceId,
            by: &UserId,
            (email, role, message): (EmailAddress, RoleKey, String),
            token: &Token,
        ) -> Self {
            let now = platform.now();
            Self {
                id: InvitationId::generate(now, platform.random()),
                workspace_id: workspace.clone(),
                email,
                role,
                message,
                token_hash: token.hash(),
                state: State::Open,
                invited_by: by.clone(),
                created_at: now,
                sent_at: now,
                expires_at: now.after(LIFE),
                accepted_by: None,
            }
        }

        /// The address of the page that the token opens.
        pub fn link(platform: &Platform, token: &Token) -> String {
            format!("{}/invitations/{}", platform.public_url(), token.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_plain_lines_of_at_most_five_hundred_characters() {
        assert_eq!(read_message(" Hello,\r\njoin us\u{202e}\u{0} \n").unwrap(), "Hello,\njoin us");
        assert_eq!(read_message("").unwrap(), "");
        assert!(read_message(&"é".repeat(500)).is_ok());
        assert!(read_message(&"é".repeat(501)).is_err());
    }
}
