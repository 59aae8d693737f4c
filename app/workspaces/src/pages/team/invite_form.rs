//! What is typed into the invitation, and what became of it.

use super::{
    ask::{Answer, Request},
    desk::Desk,
};
use crate::{
    invitation::{addresses, read_message, send_many::Row},
    refusal::reason,
    role::RoleKey,
};
use kernel::AppError;
use leptos::prelude::*;
use ui::focus_first_error;

#[derive(Clone, Copy)]
pub struct InviteForm {
    desk: Desk,
    pub list: RwSignal<String>,
    pub role: RwSignal<String>,
    pub message: RwSignal<String>,
    pub list_error: RwSignal<Option<String>>,
    pub role_error: RwSignal<Option<String>>,
    pub message_error: RwSignal<Option<String>>,
    pub failure: RwSignal<Option<String>>,
    pub unsent: RwSignal<Vec<Row>>,
}

impl InviteForm {
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            list: RwSignal::new(String::new()),
            role: RwSignal::new("editor".to_owned()),
            message: RwSignal::new(String::new()),
            list_error: RwSignal::new(None),
            role_error: RwSignal::new(None),
            message_error: RwSignal::new(None),
            failure: RwSignal::new(None),
            unsent: RwSignal::new(Vec::new()),
        }
    }

    fn number(self) -> usize {
        self.list.with(|list| addresses::parts(list).len())
    }

    /// How many people the list means, once it is more than one.
    pub fn count(self) -> String {
        match self.number() {
            0 | 1 => String::new(),
            number if number > addresses::MOST_ROWS => format!("{number} addresses. Invite at most 200 at a time."),
            number => format!("{number} addresses"),
        }
    }

    pub fn verb(self) -> String {
        match self.number() {
            0 | 1 => "Send invitation".to_owned(),
            number => format!("Send {number} invitations"),
        }
    }

    pub fn submit(self) {
        self.failure.set(None);
        self.unsent.set(Vec::new());
        self.role_error.set(None);
        let (list, message) = (self.list.get_untracked(), self.message.get_untracked());
        let parts = addresses::parts(&list);
        let nobody = parts.is_empty().then(|| "Write at least one email address.".to_owned());
        self.list_error.set(nobody.clone());
        let wordy = read_message(&message).err().map(|problem| problem.message);
        self.message_error.set(wordy.clone());
        let Ok(role) = RoleKey::try_from(self.role.get_untracked()) else { return };
        if nobody.is_some() || wordy.is_some() {
            return focus_first_error();
        }
        let many = parts.len() > 1;
        let list = if many { list } else { parts.concat() };
        let request = Request::Invite { list, many, role, message };
        self.desk.ask_or(request, move |answer| self.sent(answer), move |error| self.explain(&error));
    }

    fn sent(self, answer: Answer) {
        let Answer::Rows(rows) = answer else { return };
        let (sent, unsent): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.sent);
        match sent.len() {
            0 => {}
            1 => self.desk.toasts.show(format!("The invitation to {} is on its way.", sent[0].typed)),
            number => self.desk.toasts.show(format!("{number} invitations are on their way.")),
        }
        self.list.set(unsent.iter().map(|row| row.typed.as_str()).collect::<Vec<_>>().join("\n"));
        if unsent.is_empty() {
            self.message.set(String::new());
            self.desk.close();
        }
        self.unsent.set(unsent);
    }

    fn explain(self, error: &AppError) {
        let said = |field: &str| error.of_field(field).map(str::to_owned);
        self.list_error.set(said("email").or_else(|| said("list")));
        self.role_error.set(said("role"));
        self.message_error.set(said("message"));
        let errors = [self.list_error, self.role_error, self.message_error];
        if errors.iter().all(|error| error.with_untracked(Option::is_none)) {
            self.failure.set(Some(format!("Nothing was sent. {}", reason(error))));
        }
        focus_first_error();
    }
}
