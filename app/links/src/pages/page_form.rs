//! Title and bio of the page: one row, which opens the form. What is typed shows in the preview at
//! once, and stays in its field until the server has it.

use super::ask::{Request, ask};
use super::desk::{Desk, reason};
use crate::page::{self, Description, LONGEST_BIO, LONGEST_TITLE, LinkPage};
use kernel::{AppError, AppResult};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use ui::{
    Avatar, Button, Card, Glyph, Icon, Notice, TextArea, TextField, Tone, focus_first_error, focus_unless_typing, late,
};

/// The row's id.
const ROW: &str = "page-row";

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct PageForm {
    title: RwSignal<String>,
    bio: RwSignal<String>,
    title_error: RwSignal<Option<String>>,
    bio_error: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    open: RwSignal<bool>,
}

impl PageForm {
    pub fn new(page: &LinkPage) -> Self {
        Self {
            title: RwSignal::new(page.title.clone()),
            bio: RwSignal::new(page.bio.clone()),
            title_error: RwSignal::new(None),
            bio_error: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            open: RwSignal::new(false),
        }
    }

    /// Title and bio as they are typed so far.
    pub fn words(self) -> (String, String) {
        (self.title.get(), self.bio.get())
    }

    /// Fields that nobody has touched follow what somebody else saves.
    fn follow(self, page: Memo<LinkPage>) {
        Effect::new(move |before: Option<(String, String)>| {
            let now = page.with(|page| (page.title.clone(), page.bio.clone()));
            if let Some((title, bio)) = before {
                take_over(self.title, &title, &now.0);
                take_over(self.bio, &bio, &now.1);
            }
            now
        });
    }

    /// What came back after a reload and is not saved yet is not out of sight.
    fn open_when_changed(self, page: Memo<LinkPage>) {
        Effect::new(move |_| {
            let saved = page.with(|page| (page.title.clone(), page.bio.clone()));
            if self.words() != saved {
                self.open.set(true);
            }
        });
    }

    /// What was wrong is looked at again with each letter.
    fn recheck_while_typing(self) {
        Effect::new(move |_| {
            self.title.track();
            self.bio.track();
            if [self.title_error, self.bio_error].iter().any(|error| error.with_untracked(Option::is_some)) {
                self.check();
            }
        });
    }

    fn check(self) -> Option<Description> {
        let checked = page::description(&self.title.get_untracked(), &self.bio.get_untracked());
        let problems = checked.as_ref().err().cloned().unwrap_or_default();
        self.title_error.set(problems.title.map(|problem| problem.to_string()));
        self.bio_error.set(problems.bio.map(|problem| problem.to_string()));
        checked.ok()
    }

    fn submit(self, desk: &Desk) {
        self.failure.set(None);
        match self.check() {
            None => focus_first_error(),
            Some(_) if self.busy.get_untracked() => {}
            Some(description) => self.save(desk.clone(), description),
        }
    }

    fn save(self, desk: Desk, description: Description) {
        self.busy.set(true);
        spawn_local(async move {
            let answer = ask(Request::Describe(description)).await;
            self.settle(&desk, answer);
        });
    }

    /// The screen may be gone by now: then there is nothing left to say it on but a toast.
    fn settle(self, desk: &Desk, answer: AppResult<LinkPage>) {
        let still_here = self.busy.try_set(false).is_none();
        match answer {
            Ok(page) => {
                if still_here {
                    self.title.set(page.title.clone());
                    self.bio.set(page.bio.clone());
                }
                desk.accept(page);
                if still_here {
                    self.open.set(false);
                    focus_unless_typing(ROW);
                }
                desk.toasts().show("The page is saved.");
            }
            Err(error) if still_here => self.explain(&error),
            Err(error) => desk.toasts().fail(format!("The page was not saved. {}", reason(&error))),
        }
    }

    fn explain(self, error: &AppError) {
        let title = error.of_field("title").map(str::to_owned);
        let bio = error.of_field("bio").map(str::to_owned);
        if title.is_none() && bio.is_none() {
            self.failure.set(Some(format!("The page was not saved. {}", reason(error))));
        }
        self.title_error.set(title);
        self.bio_error.set(bio);
        focus_first_error();
    }
}

fn take_over(field: RwSignal<String>, before: &str, now: &str) {
    if before != now && field.with_untracked(|typed| typed == before) {
        field.set(now.to_owned());
    }
}

#[component]
pub fn PageFields(form: PageForm, desk: Desk, page: Memo<LinkPage>) -> impl IntoView {
    form.follow(page);
    form.open_when_changed(page);
    form.recheck_while_typing();
    // What comes late is not on the page that the server draws.
    let here = RwSignal::new(false);
    Effect::new(move |_| here.set(true));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit(&desk);
    };
    view! {
        <form data-keep="page" on:submit=submit novalidate>
            <section class="card flush">
                {row(form)}
                <div class="page-fields" id="page-fields" hidden=move || !form.open.get()>
                    {move || here.get().then(|| late(draw_page_fields(form)))}
                </div>
            </section>
        </form>
    }
    .into_any()
}

/// As code that comes after the screen's own: they are closed at first.
#[lazy]
fn draw_page_fields(form: PageForm) -> AnyView {
    view! {
        {move || form.failure.get().map(|why| view! { <Notice tone=Tone::Bad>{why}</Notice> })}
        <TextField
            label="Page title"
            name="title"
            id="page-title"
            value=form.title
            error=form.title_error
            max_length=LONGEST_TITLE
            autocomplete="off"
            on_leave=move |()| drop(form.check())
        />
        <TextArea
            label="Bio"
            name="bio"
            id="page-bio"
            value=form.bio
            error=form.bio_error
            max_length=LONGEST_BIO
            counted=true
            placeholder="Who you are, and what people find here"
            on_leave=move |()| drop(form.check())
        />
        <div>
            <Button submit=true busy=form.busy>"Save page"</Button>
        </div>
    }
    .into_any()
}

/// The page in one line, above the links; opens and closes the fields.
fn row(form: PageForm) -> AnyView {
    let bio = move || form.bio.with(|bio| Some(bio.clone()).filter(|bio| !bio.trim().is_empty()));
    view! {
        <button
            type="button"
            class="page-row"
            id=ROW
            aria-expanded=move || if form.open.get() { "true" } else { "false" }
            aria-controls="page-fields"
            on:click=move |_| form.open.update(|open| *open = !*open)
        >
            <Avatar name=form.title/>
            <span class="page-row-text">
                <b dir="auto">{move || form.title.get()}</b>
                " "
                <small dir="auto">{move || bio().unwrap_or_else(|| "Say who you are in a line or two".into())}</small>
            </span>
            <span class="visually-hidden">"Edit page"</span>
            <Icon name=Glyph::ChevronDown/>
        </button>
    }
    .into_any()
}

/// What the page says of its owner, to somebody who may only look.
#[component]
pub fn PageWords(page: Memo<LinkPage>) -> impl IntoView {
    let bio = move || page.with(|page| Some(page.bio.clone()).filter(|bio| !bio.is_empty()));
    view! {
        <Card>
            <div class="page-words">
                <h2 dir="auto">{move || page.with(|page| page.title.clone())}</h2>
                <p dir="auto">{move || bio().unwrap_or_else(|| "No bio yet.".into())}</p>
            </div>
        </Card>
    }
    .into_any()
}
