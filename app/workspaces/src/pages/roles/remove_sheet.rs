use super::{ask::Request, desk::Desk};
use crate::{
    refusal::{Refusal, reason},
    role::RoleKey,
};
use kernel::AppError;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Dialog, Notice, Select, Tone};

/// Deletes a role; who has it gets another one.
#[component]
pub fn RemoveSheet(desk: Desk) -> impl IntoView {
    let removal = Removal {
        desk,
        open: RwSignal::new(false),
        in_use: RwSignal::new(0),
        move_to: RwSignal::new("viewer".to_owned()),
        failure: RwSignal::new(None),
    };
    removal.listen();
    let title = move || {
        let name = desk.removing.with(|role| role.as_ref().map(|role| role.name.clone()).unwrap_or_default());
        format!("Delete {name}")
    };
    view! {
        <Dialog id="role-remove" title=Signal::derive(title) open=removal.open sheet=true>{content(removal)}</Dialog>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Removal {
    desk: Desk,
    open: RwSignal<bool>,
    /// How many members and, once the server has said so, open invitations have the role.
    in_use: RwSignal<u64>,
    /// The role that they get.
    move_to: RwSignal<String>,
    failure: RwSignal<Option<String>>,
}

impl Removal {
    fn listen(self) {
        Effect::new(move |_| {
            if let Some(role) = self.desk.removing.get() {
                self.in_use.set(role.members as u64);
                self.failure.set(None);
                self.open.set(true);
            }
        });
        // Closed any way, it can be asked for again.
        Effect::new(move |_| {
            if !self.open.get() {
                self.desk.removing.set(None);
            }
        });
    }

    fn submit(self) {
        let role = self.desk.removing.get_untracked().and_then(|role| role.key.custom().cloned());
        let Some(id) = role else { return };
        let moved = (self.in_use.get_untracked() > 0).then(|| RoleKey::try_from(self.move_to.get_untracked()).ok());
        let request = Request::Remove { role: id, move_to: moved.flatten() };
        let done = move |_| {
            self.open.set(false);
            self.desk.toasts.show("The role was deleted.");
        };
        self.desk.ask_or(request, done, move |error| self.explain(&error));
    }

    fn explain(self, error: &AppError) {
        match Refusal::of(error) {
            Some(Refusal::RoleInUse(times)) => self.in_use.set(times),
            _ => self.failure.set(Some(reason(error))),
        }
    }

    fn others(self) -> Vec<(String, String)> {
        let going = self.desk.removing.with(|role| role.as_ref().map(|role| role.key.clone()));
        let roles = self.desk.roles.get().into_iter();
        let roles =
            roles.filter(|role| role.givable && role.key != RoleKey::OWNER && Some(&role.key) != going.as_ref());
        roles.map(|role| (role.key.as_str().to_owned(), role.name)).collect()
    }
}

fn content(removal: Removal) -> AnyView {
    let words = move || match removal.in_use.get() {
        0 => view! { <p>"Nobody has this role. Deleted, it can not be brought back."</p> }.into_any(),
        times => view! {
            <p>{held(times)}</p>
            <Select label="They get this role" name="move-to" value=removal.move_to options=removal.others()/>
        }
        .into_any(),
    };
    let verb = move || if removal.in_use.get() > 0 { "Move them and delete role" } else { "Delete role" };
    view! {
        <div class="stack">
            {move || removal.failure.get().map(|why| view! { <Notice tone=Tone::Bad>{why}</Notice> })}
            {words}
            <Button kind=ButtonKind::Danger wide=true busy=removal.desk.busy on_press=move |()| removal.submit()>
                {verb}
            </Button>
        </div>
    }
    .into_any()
}

fn held(times: u64) -> String {
    match times {
        1 => "One member or open invitation has this role.".to_owned(),
        number => format!("{number} members and open invitations have this role."),
    }
}
