//! Adding and editing a link, in a dialog that keeps what was typed until the server has it.

use super::ask::{Request, ask};
use super::desk::{Desk, reason};
use super::new_link::{Sent, id_of_browser};
use crate::{
    link::{self, LONGEST_TITLE, Label, Link, LinkId, target},
    text,
};
use kernel::{AppError, AppResult};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use ui::{Button, ButtonKind, Dialog, Notice, TextField, Tone, focus_first_error, focus_unless_typing, late};

/// The dialog's id, for the buttons that open it.
pub const DIALOG: &str = "link-form";

/// The dialog's state; copy it to whatever opens it.
#[derive(Clone, Copy)]
pub struct LinkForm {
    open: RwSignal<bool>,
    editing: RwSignal<Option<LinkId>>,
    title: RwSignal<String>,
    target: RwSignal<String>,
    title_error: RwSignal<Option<String>>,
    target_error: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    sent: StoredValue<Sent>,
}

impl LinkForm {
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            editing: RwSignal::new(None),
            title: RwSignal::new(String::new()),
            target: RwSignal::new(String::new()),
            title_error: RwSignal::new(None),
            target_error: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            sent: StoredValue::new(Sent::default()),
        }
    }

    /// Opens it for a new link. What was typed for one before, and not saved, is still there.
    pub fn add(self) {
        if self.editing.get_untracked().is_some() {
            self.fill(None, "", "");
        }
        self.open.set(true);
    }

    /// Opens it for a link of the page.
    pub fn edit(self, link: &Link) {
        if self.editing.get_untracked().as_ref() != Some(&link.id) {
            self.fill(Some(link.id.clone()), &link.title, &link.target);
        }
        self.open.set(true);
    }

    fn fill(self, editing: Option<LinkId>, title: &str, target: &str) {
        self.editing.set(editing);
        self.title.set(title.to_owned());
        self.target.set(target.to_owned());
        self.title_error.set(None);
        self.target_error.set(None);
        self.failure.set(None);
        self.sent.set_value(Sent::default());
    }

    fn check_title(self) {
        let problem = self.title.with_untracked(|title| text::one_line(title, LONGEST_TITLE).err());
        self.title_error.set(problem.map(|problem| problem.to_string()));
    }

    fn check_target(self) {
        let problem = self.target.with_untracked(|target| target::accept(target).err());
        self.target_error.set(problem.map(|problem| problem.to_string()));
    }

    /// What was wrong is looked at again with each letter. An error that went only when the focus
    /// leaves would move the button away from under the press that takes the focus.
    fn recheck_while_typing(self) {
        Effect::new(move |_| {
            self.title.track();
            if self.title_error.with_untracked(Option::is_some) {
                self.check_title();
            }
        });
        Effect::new(move |_| {
            self.target.track();
            if self.target_error.with_untracked(Option::is_some) {
                self.check_target();
            }
        });
    }

    /// Nobody is told that a field is empty before they had the time to fill it.
    fn left(self, field: RwSignal<String>, check: fn(Self)) {
        if field.with_untracked(|typed| !typed.trim().is_empty()) {
            check(self);
        }
    }

    fn submit(self, desk: &Desk) {
        self.check_title();
        self.check_target();
        self.failure.set(None);
        match link::label(&self.title.get_untracked(), &self.target.get_untracked()) {
            Err(_) => focus_first_error(),
            Ok(_) if self.busy.get_untracked() => {}
            Ok(label) => self.save(desk.clone(), label),
        }
    }

    fn save(self, desk: Desk, label: Label) {
        self.busy.set(true);
        let request = match self.editing.get_untracked() {
            Some(id) => Request::Edit(id, label),
            None => {
                let id = self.sent.try_update_value(|sent| sent.id(&label, id_of_browser));
                Request::Add(id, label)
            }
        };
        spawn_local(async move {
            let answer = ask(request).await;
            self.settle(&desk, answer);
        });
    }

    /// The screen may be gone by now: then there is nothing left to say it on.
    fn settle(self, desk: &Desk, answer: AppResult<crate::page::LinkPage>) {
        let still_here = self.busy.try_set(false).is_none();
        match answer {
            Ok(page) => {
                desk.accept(page);
                if still_here {
                    self.open.set(false);
                    self.fill(None, "", "");
                }
            }
            Err(error) if still_here => self.explain(&error),
            Err(error) => desk.toasts().fail(format!("The link was not saved. {}", reason(&error))),
        }
    }

    fn explain(self, error: &AppError) {
        let title = error.of_field("title").map(str::to_owned);
        let target = error.of_field("target").map(str::to_owned);
        if title.is_none() && target.is_none() {
            self.failure.set(Some(format!("The link was not saved. {}", reason(error))));
        }
        self.title_error.set(title);
        self.target_error.set(target);
        focus_first_error();
    }
}

#[component]
pub fn LinkDialog(form: LinkForm, desk: Desk) -> impl IntoView {
    let heading = move || String::from(if form.editing.with(Option::is_some) { "Edit link" } else { "Add link" });
    let fields = move || late(draw_fields(form, desk.clone()));
    view! {
        <Dialog id=DIALOG title=Signal::derive(heading) open=form.open sheet=true>{fields()}</Dialog>
    }
    .into_any()
}

/// Fetches the code of the fields now, so that the dialog opens at once.
pub fn be_ready() {
    let _ = lazy_preload!(draw_fields);
}

#[lazy]
fn draw_fields(form: LinkForm, desk: Desk) -> AnyView {
    form.recheck_while_typing();
    // The dialog may have opened before this was there, with the focus on its cross.
    Effect::new(|_| focus_unless_typing("link-title"));
    // What is typed for one link is never put into another's form.
    let keep = move || form.editing.with(|id| id.as_ref().map_or("link-new".into(), |id| format!("link-{id}")));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit(&desk);
    };
    view! {
        <form class="links-form" data-keep=keep on:submit=submit novalidate>
            {move || form.failure.get().map(|why| view! { <Notice tone=Tone::Bad>{why}</Notice> })}
            <TextField
                label="Title"
                name="title"
                id="link-title"
                value=form.title
                error=form.title_error
                max_length=LONGEST_TITLE
                autocomplete="off"
                placeholder="Book a call"
                autofocus=true
                on_leave=move |()| form.left(form.title, LinkForm::check_title)
            />
            <TextField
                label="URL"
                name="target"
                id="link-target"
                value=form.target
                error=form.target_error
                input_type="text"
                inputmode="url"
                autocomplete="off"
                placeholder="example.com/book"
                help="A web page, or mailto: and tel: for mail and phone."
                on_leave=move |()| form.left(form.target, LinkForm::check_target)
            />
            <Button kind=ButtonKind::Primary submit=true wide=true busy=form.busy>"Save link"</Button>
        </form>
    }
    .into_any()
}
