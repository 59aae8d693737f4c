use crate::role::RoleKey;
use kernel::AppResult;
use leptos::prelude::*;

/// Invites one address.
#[server(prefix = "/api", endpoint = "workspaces/invitation/send")]
pub async fn send_invitation(email: String, as_role: RoleKey, #[server(default)] message: String) -> AppResult<()> {
    let member = kernel::Member::require(crate::permissions::INVITE).await?;
    let wish = Wish::read(&email, as_role, &message)?;
    send(&member, wish).await
}

#[cfg(feature = "ssr")]
pub(super) use act::{Desk, PER_WORKSPACE, deliver};
#[cfg(feature = "ssr")]
pub use act::{Wish, send};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        invitation::{
            Invitation,
            mail::{self, Asking},
            read_message, store,
        },
        membership::{self, change::check_rank},
        role::{self, RoleKey},
    };
    use bson::doc;
    use kernel::{
        Access, AppError, AppResult, FieldError, Member, Role, StoreError, Token, Tx,
        audit::{self, Act},
        email::EmailAddress,
        mail::enqueue,
        ports::Person,
        rate_limit::{self, Limit},
        transaction::{self, TxError, TxResult},
    };
    use std::{collections::BTreeMap, time::Duration};

    const DAY: Duration = Duration::from_secs(86_400);
    /// As many mails to strangers as one workspace sends in a day.
    pub const PER_WORKSPACE: Limit = Limit { name: "invitations_of_workspace", most: 200, window: DAY };
    /// As many as one mailbox gets in a day, from all workspaces together.
    const PER_ADDRESS: Limit = Limit { name: "invitations_to_address", most: 20, window: DAY };

    /// An invitation as somebody wants it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Wish {
        pub email: EmailAddress,
        pub role: RoleKey,
        pub message: String,
    }

    impl Wish {
        /// Reads what a person typed; everything that is wrong is said at once.
        pub fn read(email: &str, role: RoleKey, message: &str) -> AppResult<Self> {
            let email = EmailAddress::parse(email).map_err(|words| FieldError::new("email", words));
            match (email, check_role(&role), read_message(message)) {
                (Ok(email), Ok(()), Ok(message)) => Ok(Self { email, role, message }),
                (email, role, message) => {
                    let problems = [email.err(), role.err(), message.err()];
                    Err(AppError::Invalid(problems.into_iter().flatten().collect()))
                }
            }
        }
    }

    fn check_role(role: &RoleKey) -> Result<(), FieldError> {
        let words = "Ownership is handed over to a member. Invite them with another role first.";
        if *role == RoleKey::BuiltIn(Role::Owner) { Err(FieldError::new("role", words)) } else { Ok(()) }
    }

    /// Who invites, and who need not be invited: looked up once for a whole list.
    #[derive(Clone)]
    pub struct Desk {
        member: Member,
        by: Person,
        /// The members' addresses, and whether they are suspended.
        members: BTreeMap<String, bool>,
    }

    impl Desk {
        pub async fn of(member: &Member) -> AppResult<Self> {
            let platform = member.platform();
            let sessions = &platform.ports().sessions;
            let by = sessions.person(platform, member.user()).await?.ok_or(AppError::NotFound)?;
            let memberships = membership::store::of_workspace(platform, &member.workspace().id).await?;
            let users: Vec<_> = memberships.iter().map(|membership| membership.user_id.clone()).collect();
            let people = sessions.people(platform, &users).await?;
            let suspended = |person: &Person| {
                memberships.iter().any(|one| one.user_id == person.user && one.suspended_at.is_some())
            };
            let members = people.into_iter().map(|person| (person.email.clone(), suspended(&person))).collect();
            Ok(Self { member: member.clone(), by, members })
        }

        /// Invites one address, with its mail.
        ///
        /// # Errors
        /// `Invalid` for who is a member or invited already, `Forbidden` for a role that is more
        /// than one's own, `NotFound` for one that there is not, `TooMany` past the day's limits.
        pub async fn invite(&self, wish: Wish) -> AppResult<()> {
            match self.members.get(wish.email.as_str()) {
                Some(true) => {
                    return Err(AppError::invalid("email", "This member is suspended. Reinstate them instead."));
                }
                Some(false) => return Err(AppError::invalid("email", "This person is a member already.")),
                None => {}
            }
            let platform = self.member.platform();
            rate_limit::attempt(platform, PER_WORKSPACE, self.member.workspace().id.as_str()).await?;
            rate_limit::attempt(platform, PER_ADDRESS, wish.email.as_str()).await?;
            transaction::run(platform.database(), |tx| {
                let (desk, wish) = (self.clone(), wish.clone());
                Box::pin(async move { desk.invite_in(tx, wish).await })
            })
            .await
        }

        async fn invite_in(&self, tx: &mut Tx, wish: Wish) -> TxResult<()> {
            let member = &self.member;
            let (platform, place) = (member.platform(), &member.workspace().id);
            membership::store::check_active(tx, platform, place, member.user()).await?;
            let gets = role::store::give(tx, &member.tenant(), &wish.role).await?;
            check_rank(member.access(), &gets, platform.ports().permissions.as_slice())?;
            let token = Token::generate(platform);
            let invitation = match store::open_at(tx, platform, place, &wish.email).await? {
                Some(known) if known.expires_at > platform.now() => return Err(already_invited().into()),
                Some(mut known) => {
                    store::renew(&mut known, platform, &token);
                    (known.role, known.message, known.invited_by) = (wish.role, wish.message, self.by.user.clone());
                    store::put(tx, platform, &known).await?;
                    known
                }
                None => {
                    let wish = (wish.email, wish.role, wish.message);
                    let new = Invitation::new(platform, place, &self.by.user, wish, &token);
                    store::insert(tx, platform, &new).await.map_err(met_another)?;
                    new
                }
            };
            deliver(tx, member, &self.by, &invitation, &token, &gets).await?;
            note(tx, member, "workspaces.invitation.sent", &invitation, &gets).await
        }
    }

    fn already_invited() -> AppError {
        AppError::invalid("email", "This person is invited already. Send the invitation again from the list.")
    }

    /// Two people invited the same address at once: the second finds the first one's when it looks
    /// again.
    fn met_another(error: TxError) -> TxError {
        match error {
            TxError::Store(StoreError::Duplicate(_)) => already_invited().into(),
            other => other,
        }
    }

    /// Queues the mail with the link.
    pub async fn deliver(
        tx: &mut Tx,
        member: &Member,
        by: &Person,
        invitation: &Invitation,
        token: &Token,
        gets: &Access,
    ) -> TxResult<()> {
        let asking = Asking { invitation, token, workspace: member.workspace(), role: gets.name(), by };
        enqueue(tx, member.platform(), &mail::written(member.platform(), &asking)).await
    }

    async fn note(
        tx: &mut Tx,
        member: &Member,
        action: &'static str,
        invitation: &Invitation,
        gets: &Access,
    ) -> TxResult<()> {
        let act = Act {
            action,
            record: invitation.id.to_string(),
            label: invitation.email.to_string(),
            before: None,
            after: Some(doc! { "role": gets.name() }),
        };
        audit::write(tx, member.platform(), &member.workspace().id, &member.actor(), act).await
    }

    /// # Errors
    /// As [`Desk::invite`].
    pub async fn send(member: &Member, wish: Wish) -> AppResult<()> {
        Desk::of(member).await?.invite(wish).await
    }
}
