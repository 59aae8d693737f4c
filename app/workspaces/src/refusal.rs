//! What a change of the team can run into, as the screens tell it.

use kernel::AppError;

/// Why a change of members, roles or invitations was not made, where the reason is not the fault
/// of what was typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("A workspace keeps at least one owner. Make somebody else an owner first.")]
    LastOwner,
    #[error("A workspace has at most 20 roles of its own. Delete one to make room.")]
    TooManyRoles,
    #[error("{0} people or open invitations have this role. Move them to another one first.")]
    RoleInUse(u64),
    #[error("This person is suspended. Reinstate them first.")]
    Suspended,
    #[error("This invitation is no longer open.")]
    InvitationGone,
    #[error("This invitation is for another address.")]
    OtherAddress,
    #[error("There is a request to hand over ownership already. Cancel it first.")]
    TransferOpen,
    #[error("This request is no longer open.")]
    TransferGone,
}

impl Refusal {
    fn code(&self) -> String {
        match self {
            Self::LastOwner => "last_owner".into(),
            Self::TooManyRoles => "too_many_roles".into(),
            Self::RoleInUse(times) => format!("{IN_USE}{times}"),
            Self::Suspended => "member_suspended".into(),
            Self::InvitationGone => "invitation_gone".into(),
            Self::OtherAddress => "other_address".into(),
            Self::TransferOpen => "transfer_open".into(),
            Self::TransferGone => "transfer_gone".into(),
        }
    }

    /// The refusal that the error carries, if it is one of these.
    pub fn of(error: &AppError) -> Option<Self> {
        let AppError::Conflict(code) = error else { return None };
        Some(match code.as_str() {
            "last_owner" => Self::LastOwner,
            "too_many_roles" => Self::TooManyRoles,
            "member_suspended" => Self::Suspended,
            "invitation_gone" => Self::InvitationGone,
            "other_address" => Self::OtherAddress,
            "transfer_open" => Self::TransferOpen,
            "transfer_gone" => Self::TransferGone,
            other => Self::RoleInUse(other.strip_prefix(IN_USE)?.parse().ok()?),
        })
    }
}

const IN_USE: &str = "role_in_use:";

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        AppError::Conflict(refusal.code())
    }
}

/// What happened, in words, for any error of a change of the team.
pub fn reason(error: &AppError) -> String {
    Refusal::of(error).map_or_else(|| error.to_string(), |refusal| refusal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_crosses_to_the_screen_and_keeps_its_number() {
        let all = [
            Refusal::LastOwner,
            Refusal::TooManyRoles,
            Refusal::RoleInUse(3),
            Refusal::Suspended,
            Refusal::InvitationGone,
            Refusal::OtherAddress,
            Refusal::TransferOpen,
            Refusal::TransferGone,
        ];
        for refusal in all {
            assert_eq!(Refusal::of(&AppError::from(refusal.clone())), Some(refusal));
        }
        assert_eq!(Refusal::of(&AppError::conflict("stale")), None);
        assert!(reason(&Refusal::RoleInUse(3).into()).starts_with("3 people"));
    }
}
