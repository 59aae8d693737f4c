use crate::role::RoleKey;
use kernel::AppResult;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What became of one part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As it was typed.
    pub typed: String,
    pub sent: bool,
    /// Why it was not sent.
    pub words: String,
}

/// Invites every address of a pasted list, and says of each what became of it.
#[server(prefix = "/api", endpoint = "workspaces/invitation/send_many")]
pub async fn send_invitations(
    list: String,
    as_role: RoleKey,
    #[server(default)] message: String,
) -> AppResult<Vec<Row>> {
    let member = kernel::Member::require(crate::permissions::INVITE).await?;
    send_many(&member, &list, as_role, &message).await
}

#[cfg(feature = "ssr")]
pub use act::send_many;

#[cfg(feature = "ssr")]
mod act {
    use super::Row;
    use crate::{
        invitation::{
            addresses::{MOST_ROWS, parts},
            read_message,
            send::{Desk, Wish},
        },
        role::RoleKey,
    };
    use kernel::{AppError, AppResult, FieldError, Member, email::EmailAddress};
    use std::collections::BTreeSet;

    /// One after the other: good rows are sent, whatever is wrong with others.
    ///
    /// # Errors
    /// Only for what concerns the whole list: its length, the role, the message.
    pub async fn send_many(member: &Member, list: &str, role: RoleKey, message: &str) -> AppResult<Vec<Row>> {
        let parts = parts(list);
        check(&parts)?;
        read_message(message).map_err(|problem| AppError::Invalid(vec![problem]))?;
        let (desk, mut seen, mut rows) = (Desk::of(member).await?, BTreeSet::new(), Vec::new());
        for typed in parts {
            let outcome = one(&desk, &mut seen, &typed, &role, message).await;
            match outcome {
                Err(error @ (AppError::Forbidden | AppError::NotFound)) => return Err(error),
                Err(AppError::Invalid(fields)) if fields.iter().any(|field| field.field == "role") => {
                    return Err(AppError::Invalid(fields));
                }
                Err(error) => rows.push(Row { typed, sent: false, words: error.to_string() }),
                Ok(()) => rows.push(Row { typed, sent: true, words: String::new() }),
            }
        }
        Ok(rows)
    }

    fn check(parts: &[String]) -> AppResult<()> {
        if parts.is_empty() {
            return Err(AppError::invalid("list", "Write at least one email address."));
        }
        if parts.len() > MOST_ROWS {
            let words = format!("These are {} addresses. Invite at most 200 at a time.", parts.len());
            return Err(AppError::Invalid(vec![FieldError::new("list", words)]));
        }
        Ok(())
    }

    async fn one(
        desk: &Desk,
        seen: &mut BTreeSet<String>,
        typed: &str,
        role: &RoleKey,
        message: &str,
    ) -> AppResult<()> {
        let email = EmailAddress::parse(typed).map_err(|words| AppError::invalid("email", words))?;
        if !seen.insert(email.to_string()) {
            return Err(AppError::invalid("email", "This address is in the list twice."));
        }
        desk.invite(Wish::read(email.as_str(), role.clone(), message)?).await
    }
}
