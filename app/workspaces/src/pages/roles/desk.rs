//! What the parts of the screen share: the roles as they were stored, what was changed since, and
//! the way to store it.

use super::ask::{Request, ask};
use crate::{
    refusal::reason,
    role::{
        Grant, RoleKey,
        catalogue::{self, Offer},
        list::{Matrix, RoleView},
    },
};
use kernel::{AppError, AppResult, Asked, Reach, RoleId};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{StepUp, Toasts, use_step_up, use_toasts};

/// What the sheet for a name is about.
#[derive(Clone, PartialEq, Eq)]
pub enum Naming {
    New,
    Rename(RoleView),
}

#[derive(Clone, Copy)]
pub struct Desk {
    matrix: Asked<Matrix>,
    pub offers: RwSignal<Vec<Offer>>,
    pub roles: RwSignal<Vec<RoleView>>,
    /// The grants of roles that were changed and not stored yet.
    drafts: RwSignal<Vec<(RoleKey, Vec<Grant>)>>,
    /// The role that a phone shows.
    pub shown: RwSignal<String>,
    pub naming: RwSignal<Option<Naming>>,
    pub removing: RwSignal<Option<RoleView>>,
    pub busy: RwSignal<bool>,
    pub toasts: Toasts,
    step_up: StepUp,
}

impl Desk {
    pub fn new(matrix: Asked<Matrix>) -> Self {
        Self {
            matrix,
            offers: RwSignal::new(Vec::new()),
            roles: RwSignal::new(Vec::new()),
            drafts: RwSignal::new(Vec::new()),
            shown: RwSignal::new(String::new()),
            naming: RwSignal::new(None),
            removing: RwSignal::new(None),
            busy: RwSignal::new(false),
            toasts: use_toasts(),
            step_up: use_step_up(),
        }
    }

    /// Shows what is stored; what was changed and is not stored stays.
    pub fn take_over(self, matrix: &Matrix) {
        let known = |key: &str| matrix.roles.iter().any(|role| role.key.as_str() == key);
        if !self.shown.with_untracked(|shown| known(shown)) {
            let first = matrix.roles.iter().find(|role| role.editable).or_else(|| matrix.roles.first());
            self.shown.set(first.map(|role| role.key.as_str().to_owned()).unwrap_or_default());
        }
        self.drafts.update(|drafts| {
            drafts.retain(|(key, grants)| {
                matrix.roles.iter().any(|role| role.key == *key && differ(&role.grants, grants))
            });
        });
        self.offers.set(matrix.offers.clone());
        self.roles.set(matrix.roles.clone());
    }

    pub fn begin(self) {
        self.naming.set(Some(Naming::New));
    }

    /// The grants of the role as they are on the screen.
    pub fn grants(self, key: &RoleKey) -> Vec<Grant> {
        let draft =
            self.drafts.with(|drafts| drafts.iter().find(|(of, _)| of == key).map(|(_, grants)| grants.clone()));
        draft.unwrap_or_else(|| self.roles.with(|roles| stored(roles, key)))
    }

    pub fn reach(self, key: &RoleKey, permission: &str) -> Option<Reach> {
        catalogue::reach(&self.grants(key), permission)
    }

    /// Changes one permission of one role on the screen.
    pub fn set(self, key: &RoleKey, permission: &str, reach: Option<Reach>) {
        let stored = self.roles.with_untracked(|roles| stored(roles, key));
        self.drafts.update(|drafts| {
            let draft = drafts.iter().find(|(of, _)| of == key).map(|(_, grants)| grants);
            let next = catalogue::with(draft.unwrap_or(&stored), permission, reach);
            drafts.retain(|(of, _)| of != key);
            if differ(&stored, &next) {
                drafts.push((key.clone(), next));
            }
        });
    }

    /// The roles that were changed and not stored.
    pub fn changed(self) -> Vec<RoleView> {
        let keys: Vec<RoleKey> = self.drafts.with(|drafts| drafts.iter().map(|(key, _)| key.clone()).collect());
        self.roles.with(|roles| roles.iter().filter(|role| keys.contains(&role.key)).cloned().collect())
    }

    pub fn discard(self, key: &RoleKey) {
        self.drafts.update(|drafts| drafts.retain(|(of, _)| of != key));
    }

    pub fn save(self, role: &RoleView) {
        let Some(id) = role.key.custom().cloned() else { return };
        let (name, key, grants) = (role.name.clone(), role.key.clone(), self.grants(&role.key));
        let words = format!("{name} is saved. It is in force with the next thing its members do.");
        self.ask(Request::Edit { role: id, name, grants }, move |_| {
            self.discard(&key);
            self.toasts.show(words.clone());
        });
    }

    pub fn duplicate(self, role: &RoleView) {
        if let Some(id) = role.key.custom().cloned() {
            self.ask(Request::Duplicate(id), move |made| self.arrived(made, "The role was copied."));
        }
    }

    /// Shows a role that has just come to be.
    pub fn arrived(self, made: Option<RoleId>, words: &str) {
        if let Some(id) = made {
            self.shown.set(id.to_string());
        }
        self.toasts.show(words);
    }

    /// Asks for a change and, once it is made, for the roles anew. A refusal is said in a toast.
    pub fn ask(self, request: Request, done: impl Fn(Option<RoleId>) + Send + Sync + 'static) {
        self.ask_or(request, done, move |error| self.toasts.fail(reason(&error)));
    }

    /// As [`Self::ask`], with a place of its own for the refusal.
    pub fn ask_or(
        self,
        request: Request,
        done: impl Fn(Option<RoleId>) + Send + Sync + 'static,
        refused: impl Fn(AppError) + Send + Sync + 'static,
    ) {
        let again: ui::Ask<Option<RoleId>> = Arc::new(move || Box::pin(ask(request.clone())));
        self.step_up.guard(self.busy, again, move |answer: AppResult<Option<RoleId>>| match answer {
            Ok(made) => {
                done(made);
                self.matrix.refetch();
            }
            Err(error) => refused(error),
        });
    }
}

fn stored(roles: &[RoleView], key: &RoleKey) -> Vec<Grant> {
    roles.iter().find(|role| role.key == *key).map(|role| role.grants.clone()).unwrap_or_default()
}

fn differ(one: &[Grant], other: &[Grant]) -> bool {
    one.len() != other.len() || !one.iter().all(|grant| other.contains(grant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_in_another_order_are_the_same() {
        let grant = |permission: &str| Grant { permission: permission.into(), reach: Reach::All };
        assert!(!differ(&[grant("a.b"), grant("c.d")], &[grant("c.d"), grant("a.b")]));
        assert!(differ(&[grant("a.b")], &[grant("a.c")]));
        assert!(differ(&[grant("a.b")], &[]));
    }
}
