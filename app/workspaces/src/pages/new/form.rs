use crate::{
    pages::address_field::AddressField,
    slug::{self, Slug},
    workspace::{LONGEST_NAME, create::CreateWorkspace, prepare::Preparation, read_name},
};
use kernel::AppError;
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn as _};
use ui::{Button, ButtonKind, FormFault, TextField, focus_first_error, time_zone_of_browser};

/// Posts as it is before the page is interactive; after that the browser looks at it first, and
/// enters the new workspace by loading the console anew.
#[component]
pub fn NewWorkspaceForm(preparation: Preparation) -> impl IntoView {
    let prefix = preparation.address_prefix.clone();
    let founding = Founding::of(preparation);
    founding.listen();
    view! {
        <form
            class="form"
            id="new-workspace"
            method="post"
            action=CreateWorkspace::url()
            on:submit=move |event| founding.submit(&event)
        >
            <FormFault error=founding.failed page="/workspaces/new"/>
            <TextField
                label="Workspace name"
                name="name"
                value=founding.name
                error=Signal::derive(move || founding.name_error())
                autocomplete="organization"
                max_length=LONGEST_NAME as u32
                autofocus=true
                on_leave=move |()| founding.name_left.set(true)
            />
            <AddressField
                value=founding.slug
                prefix=prefix
                help="Your link page will be here. You can change it later."
                left=founding.slug_left
                refusal=Signal::derive(move || founding.refusal())
            />
            <input type="hidden" name="form_key" value=founding.form_key.get_value()/>
            <input type="hidden" name="time_zone" prop:value=move || founding.time_zone.get()/>
            <Button
                kind=ButtonKind::Primary
                submit=true
                wide=true
                busy=Signal::derive(move || founding.is_under_way())
            >
                "Create workspace"
            </Button>
        </form>
    }
    .into_any()
}

/// The form as it is being filled in.
#[derive(Clone, Copy)]
struct Founding {
    name: RwSignal<String>,
    slug: RwSignal<String>,
    time_zone: RwSignal<String>,
    form_key: StoredValue<String>,
    /// Whether a field has been left once: from then on it is judged at once.
    name_left: RwSignal<bool>,
    slug_left: RwSignal<bool>,
    sent_slug: RwSignal<String>,
    failed: RwSignal<Option<AppError>>,
    create: ServerAction<CreateWorkspace>,
}

impl Founding {
    fn of(preparation: Preparation) -> Self {
        Self {
            sent_slug: RwSignal::new(preparation.slug.clone()),
            name: RwSignal::new(preparation.name),
            slug: RwSignal::new(preparation.slug),
            time_zone: RwSignal::new(String::new()),
            form_key: StoredValue::new(preparation.form_key),
            name_left: RwSignal::new(preparation.error.is_some()),
            slug_left: RwSignal::new(preparation.error.is_some()),
            failed: RwSignal::new(preparation.error),
            create: ServerAction::new(),
        }
    }

    fn listen(self) {
        Effect::new(move |_| self.time_zone.set(time_zone_of_browser().unwrap_or_default()));
        Effect::new(move |previous: Option<String>| self.follow_name(previous.unwrap_or_default()));
        Effect::new(move |_| match self.create.value().get() {
            Some(Ok(())) => _ = window().location().assign("/home"),
            Some(Err(error)) => {
                self.failed.set(Some(error));
                focus_first_error();
            }
            None => {}
        });
    }

    /// The address follows the name until somebody writes one of their own.
    fn follow_name(self, previous: String) -> String {
        let suggestion = self.name.with(|name| slug::suggestion(name));
        if self.slug.with_untracked(|slug| slug.is_empty() || *slug == previous) {
            self.slug.set(suggestion.clone());
        }
        suggestion
    }

    fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        self.name_left.set(true);
        self.slug_left.set(true);
        self.failed.set(None);
        let (name, slug) = (self.name.get_untracked(), self.slug.get_untracked());
        if read_name(&name).is_err() || Slug::read_open(&slug).is_err() {
            focus_first_error();
        } else if !self.is_under_way() {
            self.sent_slug.set(slug.clone());
            let (time_zone, form_key) = (self.time_zone.get_untracked(), self.form_key.get_value());
            self.create.dispatch(CreateWorkspace { name, slug, time_zone, form_key });
        }
    }

    /// Also after the answer, until the console that was asked for is there.
    fn is_under_way(self) -> bool {
        self.create.pending().get() || matches!(self.create.value().get(), Some(Ok(())))
    }

    fn name_error(self) -> Option<String> {
        let problem = self.name.with(|name| read_name(name).err());
        problem.filter(|_| self.name_left.get()).map(|problem| problem.message)
    }

    /// What the server said of the address, as long as it is still the one that was sent.
    fn refusal(self) -> Option<String> {
        let said = self.failed.with(|error| error.as_ref()?.of_field("slug").map(str::to_owned));
        said.filter(|_| self.sent_slug.get() == self.slug.get())
    }
}
