//! What one can do about a member, and what is said of it.

use super::{ask::Request, desk::Desk};
use crate::{role::RoleKey, team::show::MemberView};

#[derive(Clone)]
pub struct Acts {
    pub desk: Desk,
    pub member: MemberView,
}

impl Acts {
    pub fn change_role(&self, role: RoleKey) {
        let (desk, words) = (self.desk, format!("{}’s role is changed.", self.member.name));
        let (id, former) = (self.member.id.clone(), self.member.role.clone());
        if role == former {
            desk.close();
            return;
        }
        desk.ask(Request::ChangeRole(id.clone(), role), move |_| {
            desk.close();
            let back = Request::ChangeRole(id.clone(), former.clone());
            desk.toasts.show_with_undo(words.clone(), move || desk.undo(back.clone(), "The role is what it was."));
        });
    }

    pub fn suspend(&self) {
        let (desk, words) = (self.desk, format!("{} is suspended.", self.member.name));
        let id = self.member.id.clone();
        desk.ask(Request::Suspend(id.clone()), move |_| {
            desk.close();
            let back = Request::Reinstate(id.clone());
            desk.toasts.show_with_undo(words.clone(), move || desk.undo(back.clone(), "They can enter again."));
        });
    }

    pub fn reinstate(&self) {
        let (desk, words) = (self.desk, format!("{} can enter again.", self.member.name));
        self.finish(Request::Reinstate(self.member.id.clone()), desk, words);
    }

    pub fn remove(&self) {
        let (desk, words) = (self.desk, format!("{} was removed from the workspace.", self.member.name));
        self.finish(Request::Remove(self.member.id.clone()), desk, words);
    }

    pub fn ask_to_own(&self, step_down: bool) {
        let (desk, words) = (self.desk, format!("{} was asked to become an owner.", self.member.name));
        self.finish(Request::AskTransfer { to: self.member.id.clone(), step_down }, desk, words);
    }

    fn finish(&self, request: Request, desk: Desk, words: String) {
        desk.ask(request, move |_| {
            desk.close();
            desk.toasts.show(words.clone());
        });
    }
}
