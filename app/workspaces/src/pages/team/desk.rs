//! What the screen's parts share: the team as it was shown last, which sheet is open, and the way to
//! ask the server for a change.

use super::ask::{Answer, Request, ask};
use crate::{
    refusal::reason,
    team::show::{InvitationView, MemberView, RoleChoice, Team},
};
use kernel::{AppResult, Asked};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;
use ui::{StepUp, Toasts, use_step_up, use_toasts};

#[derive(Clone, Copy)]
pub struct Desk {
    team: Asked<Team>,
    pub roles: RwSignal<Vec<RoleChoice>>,
    /// Whether whoever looks is an owner.
    pub owner: RwSignal<bool>,
    /// Whose sheet is open.
    pub member: RwSignal<Option<MemberView>>,
    pub member_open: RwSignal<bool>,
    /// The link that was just made.
    pub link: RwSignal<String>,
    /// The invitation whose role is being changed.
    pub invited: RwSignal<Option<InvitationView>>,
    pub invite_open: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    pub toasts: Toasts,
    step_up: StepUp,
}

impl Desk {
    pub fn new(team: Asked<Team>) -> Self {
        Self {
            team,
            roles: RwSignal::new(Vec::new()),
            owner: RwSignal::new(false),
            member: RwSignal::new(None),
            member_open: RwSignal::new(false),
            link: RwSignal::new(String::new()),
            invited: RwSignal::new(None),
            invite_open: RwSignal::new(false),
            busy: RwSignal::new(false),
            toasts: use_toasts(),
            step_up: use_step_up(),
        }
    }

    /// Keeps what the sheets need of the team that is shown.
    pub fn take_over(self, team: &Team) {
        self.roles.set(team.roles.clone());
        self.owner.set(team.owner);
    }

    pub fn invite(self) {
        self.invite_open.set(true);
    }

    pub fn open(self, member: MemberView) {
        self.member.set(Some(member));
        self.member_open.set(true);
    }

    pub fn close(self) {
        self.member_open.set(false);
        self.invite_open.set(false);
    }

    /// The roles that whoever looks may give; ownership is not among them.
    pub fn givable(self) -> Vec<RoleChoice> {
        let roles = self.roles.get();
        roles.into_iter().filter(|role| role.givable && role.key != crate::role::RoleKey::OWNER).collect()
    }

    /// Asks for a change and, once it is made, for the team anew; who has to show first who they are
    /// is asked for that. A refusal is said in a toast.
    pub fn ask(self, request: Request, done: impl Fn(Answer) + Send + Sync + 'static) {
        self.ask_or(request, done, move |answer| self.toasts.fail(reason(&answer)));
    }

    /// As [`Self::ask`], with a place of its own for the refusal.
    pub fn ask_or(
        self,
        request: Request,
        done: impl Fn(Answer) + Send + Sync + 'static,
        refused: impl Fn(kernel::AppError) + Send + Sync + 'static,
    ) {
        let again: ui::Ask<Answer> = Arc::new(move || Box::pin(ask(request.clone())));
        self.step_up.guard(self.busy, again, move |answer: AppResult<Answer>| match answer {
            Ok(answer) => {
                self.team.refetch();
                done(answer);
            }
            Err(error) => refused(error),
        });
    }

    /// Takes something back from a toast, which may outlive the screen.
    pub fn undo(self, request: Request, words: &'static str) {
        spawn_local(async move {
            match ask(request).await {
                Ok(_) => {
                    self.toasts.show(words);
                    if self.busy.try_get_untracked().is_some() {
                        self.team.refetch();
                    }
                }
                Err(error) => self.toasts.fail(reason(&error)),
            }
        });
    }
}
