use super::{
    ask::Request,
    desk::{Desk, Naming},
};
use crate::{
    refusal::reason,
    role::{Grant, LONGEST_NAME, RoleKey, read_name},
};
use leptos::{ev::SubmitEvent, prelude::*};
use ui::{Button, ButtonKind, Dialog, Notice, Select, TextField, Tone, focus_first_error};

/// Names a new role and says what it begins with, or renames one.
#[component]
pub fn NameSheet(desk: Desk) -> impl IntoView {
    let form = NameForm {
        desk,
        open: RwSignal::new(false),
        name: RwSignal::new(String::new()),
        base: RwSignal::new(NOTHING.to_owned()),
        error: RwSignal::new(None),
        failure: RwSignal::new(None),
    };
    form.listen();
    let title = move || String::from(if form.is_new() { "New role" } else { "Rename role" });
    view! {
        <Dialog id="role-name" title=Signal::derive(title) open=form.open sheet=true>{fields(form)}</Dialog>
    }
    .into_any()
}

const NOTHING: &str = "nothing";

#[derive(Clone, Copy)]
struct NameForm {
    desk: Desk,
    open: RwSignal<bool>,
    name: RwSignal<String>,
    /// The role that a new one begins as.
    base: RwSignal<String>,
    error: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
}

impl NameForm {
    fn listen(self) {
        Effect::new(move |_| {
            if let Some(naming) = self.desk.naming.get() {
                self.name.set(match naming {
                    Naming::New => String::new(),
                    Naming::Rename(role) => role.name,
                });
                self.error.set(None);
                self.failure.set(None);
                self.open.set(true);
            }
        });
        // Closed any way, it can be asked for again.
        Effect::new(move |_| {
            if !self.open.get() {
                self.desk.naming.set(None);
            }
        });
    }

    fn is_new(self) -> bool {
        self.desk.naming.with(|naming| !matches!(naming, Some(Naming::Rename(_))))
    }

    fn submit(self) {
        self.failure.set(None);
        let name = self.name.get_untracked();
        let wrong = read_name(&name).err();
        self.error.set(wrong.as_ref().map(|problem| problem.message.clone()));
        let Some(naming) = self.desk.naming.get_untracked().filter(|_| wrong.is_none()) else {
            return focus_first_error();
        };
        let (request, words) = match naming {
            Naming::New => {
                (Request::Create { name, grants: self.begun() }, "The role is there. Choose what it lets people do.")
            }
            Naming::Rename(role) => match role.key.custom().cloned() {
                Some(id) => (Request::Edit { role: id, name, grants: role.grants }, "The role has a new name."),
                None => return,
            },
        };
        let desk = self.desk;
        let done = move |made| {
            self.open.set(false);
            desk.arrived(made, words);
        };
        desk.ask_or(request, done, move |error| {
            let of_name = error.of_field("name").map(str::to_owned);
            self.failure.set(of_name.is_none().then(|| reason(&error)));
            self.error.set(of_name);
            focus_first_error();
        });
    }

    /// What of the chosen role one may give oneself.
    fn begun(self) -> Vec<Grant> {
        let Ok(base) = RoleKey::try_from(self.base.get_untracked()) else { return Vec::new() };
        let offers = self.desk.offers.get_untracked();
        let mut grants = self.desk.roles.with_untracked(|roles| {
            roles.iter().find(|role| role.key == base).map(|role| role.grants.clone()).unwrap_or_default()
        });
        grants.retain(|grant| {
            offers.iter().any(|offer| offer.permission == grant.permission && offer.givable >= Some(grant.reach))
        });
        grants
    }
}

fn fields(form: NameForm) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let bases = move || {
        let nothing = (NOTHING.to_owned(), "Nothing".to_owned());
        let roles = form.desk.roles.get().into_iter().map(|role| (role.key.as_str().to_owned(), role.name));
        [nothing].into_iter().chain(roles).collect::<Vec<_>>()
    };
    let base = move || {
        form.is_new().then(|| view! { <Select label="Begin with" name="base" value=form.base options=bases()/> })
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            {move || form.failure.get().map(|why| view! { <Notice tone=Tone::Bad>{why}</Notice> })}
            <TextField
                label="Name"
                name="name"
                id="role-name-field"
                value=form.name
                error=form.error
                max_length=LONGEST_NAME as u32
                autocomplete="off"
                placeholder="Shop assistant"
                autofocus=true
            />
            {base}
            <Button kind=ButtonKind::Primary submit=true wide=true busy=form.desk.busy>
                {move || if form.is_new() { "Create role" } else { "Save name" }}
            </Button>
        </form>
    }
    .into_any()
}
