use crate::{role::RoleKey, transfer::TransferId};
use kernel::{AppResult, InvitationId, MemberId, Timestamp};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

/// A member, as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    pub id: MemberId,
    pub name: String,
    pub email: String,
    pub role: RoleKey,
    pub role_name: String,
    pub joined_at: Timestamp,
    pub suspended: bool,
    /// Whether they sign in with a second factor; only for who manages the team.
    pub second_factor: Option<bool>,
    /// Whether it is whoever looks.
    pub me: bool,
    /// Whether whoever looks may change them.
    pub changeable: bool,
}

/// An invitation that has no answer yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    pub id: InvitationId,
    pub email: String,
    pub role: RoleKey,
    pub role_name: String,
    pub sent_at: Timestamp,
    pub expires_at: Timestamp,
    pub expired: bool,
}

/// A role that one can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleChoice {
    pub key: RoleKey,
    pub name: String,
    pub about: String,
    /// Whether whoever looks may give it.
    pub givable: bool,
}

/// A request to take over ownership, as far as it concerns whoever looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    pub id: TransferId,
    pub by: String,
    pub to: String,
    pub for_me: bool,
    pub steps_down: bool,
    pub expires_at: Timestamp,
}

/// What `/team` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub workspace: String,
    pub members: Vec<MemberView>,
    /// Only for who invites.
    pub invitations: Vec<InvitationView>,
    pub roles: Vec<RoleChoice>,
    /// Only for owners and who is asked.
    pub transfer: Option<TransferView>,
    pub may_manage: bool,
    pub may_invite: bool,
    /// Whether whoever looks is an owner.
    pub owner: bool,
}

/// The people of the workspace.
#[server(prefix = "/api", endpoint = "workspaces/team/show", input = GetUrl)]
pub async fn show_team() -> AppResult<Team> {
    let member = kernel::Member::require(crate::permissions::VIEW).await?;
    show(&member).await
}

#[cfg(feature = "ssr")]
pub use act::show;

#[cfg(feature = "ssr")]
mod act {
    use super::{InvitationView, MemberView, RoleChoice, Team, TransferView};
    use crate::{
        invitation::{self, Invitation},
        membership::{self, Membership},
        permissions,
        role::{self, CustomRole, RoleKey, about},
        transfer::{self, Transfer},
    };
    use kernel::{Access, AppResult, Member, Role, UserId, ports::Person};
    use std::collections::BTreeMap;

    pub async fn show(member: &Member) -> AppResult<Team> {
        let (platform, here) = (member.platform(), &member.workspace().id);
        let may_invite = member.may(permissions::INVITE);
        let memberships = membership::store::of_workspace(platform, here).await?;
        let invitations = match may_invite {
            true => invitation::store::open(platform, here).await?,
            false => Vec::new(),
        };
        let transfer = transfer::store::of_workspace(platform, here).await?;
        let sight = Sight::of(member, &memberships).await?;
        Ok(Team {
            workspace: member.workspace().name.clone(),
            members: memberships.into_iter().map(|membership| sight.member(membership)).collect(),
            invitations: invitations.into_iter().map(|invitation| sight.invitation(invitation)).collect(),
            roles: sight.choices(),
            transfer: transfer.and_then(|transfer| sight.transfer(transfer)),
            may_manage: member.may(permissions::MANAGE_TEAM),
            may_invite,
            owner: member.access().is_owner(),
        })
    }

    /// What is looked up once for all rows.
    struct Sight<'m> {
        member: &'m Member,
        people: BTreeMap<UserId, Person>,
        roles: Vec<CustomRole>,
    }

    impl<'m> Sight<'m> {
        async fn of(member: &'m Member, memberships: &[Membership]) -> AppResult<Self> {
            let platform = member.platform();
            let users: Vec<UserId> = memberships.iter().map(|membership| membership.user_id.clone()).collect();
            let people = platform.ports().sessions.people(platform, &users).await?;
            let people = people.into_iter().map(|person| (person.user.clone(), person)).collect();
            Ok(Self { member, people, roles: role::store::all(&member.tenant()).await? })
        }

        fn access(&self, key: &RoleKey) -> Option<Access> {
            match key {
                RoleKey::BuiltIn(role) => Some(Access::Role(*role)),
                RoleKey::Custom(id) => self.roles.iter().find(|role| role.id == *id).map(CustomRole::access),
            }
        }

        fn role_name(&self, key: &RoleKey) -> String {
            self.access(key).map_or_else(|| "No role".to_owned(), |access| access.name().to_owned())
        }

        fn covers(&self, key: &RoleKey) -> bool {
            let all = &self.member.platform().ports().permissions;
            self.access(key).is_some_and(|access| self.member.access().covers(&access, all))
        }

        fn name(&self, user: &UserId) -> String {
            self.people.get(user).map_or_else(|| "Somebody".to_owned(), |person| person.name.clone())
        }

        fn member(&self, membership: Membership) -> MemberView {
            let person = self.people.get(&membership.user_id);
            let may_manage = self.member.may(permissions::MANAGE_TEAM);
            MemberView {
                name: self.name(&membership.user_id),
                email: person.map(|person| person.email.clone()).unwrap_or_default(),
                role_name: self.role_name(&membership.role),
                suspended: membership.suspended_at.is_some(),
                second_factor: person.filter(|_| may_manage).map(|person| person.has_second_factor),
                me: membership.user_id == *self.member.user(),
                changeable: may_manage && self.covers(&membership.role),
                id: membership.id,
                role: membership.role,
                joined_at: membership.joined_at,
            }
        }

        fn invitation(&self, invitation: Invitation) -> InvitationView {
            InvitationView {
                role_name: self.role_name(&invitation.role),
                email: invitation.email.to_string(),
                expired: invitation.expires_at <= self.member.now(),
                id: invitation.id,
                role: invitation.role,
                sent_at: invitation.sent_at,
                expires_at: invitation.expires_at,
            }
        }

        fn choices(&self) -> Vec<RoleChoice> {
            let choice = |key: RoleKey, about: String| RoleChoice {
                name: self.role_name(&key),
                givable: self.covers(&key),
                about,
                key,
            };
            let built_in = Role::ALL.map(|role| choice(role.into(), about(role).to_owned()));
            let custom = self.roles.iter().map(|role| {
                let words = match role.grants.len() {
                    1 => "1 permission, chosen by this workspace.".to_owned(),
                    number => format!("{number} permissions, chosen by this workspace."),
                };
                choice(RoleKey::Custom(role.id.clone()), words)
            });
            built_in.into_iter().chain(custom).collect()
        }

        fn transfer(&self, transfer: Transfer) -> Option<TransferView> {
            let for_me = transfer.to_user == *self.member.user();
            (for_me || self.member.access().is_owner()).then(|| TransferView {
                by: self.name(&transfer.asked_by),
                to: self.name(&transfer.to_user),
                for_me,
                steps_down: transfer.steps_down,
                expires_at: transfer.expires_at,
                id: transfer.id,
            })
        }
    }
}
