use super::{address_field::AddressField, form_fault::FormFault};
use crate::{
    slug::{self, Slug},
    time_zone,
    workspace::{
        LONGEST_NAME,
        create::CreateWorkspace,
        prepare::{Preparation, prepare_workspace},
        read_name,
    },
};
use kernel::{AppError, AppResult};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn as _};
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::{Bone, Button, ButtonKind, Faces, Skeleton, TextField, focus_first_error};

/// `/workspaces/new`
#[derive(Debug)]
pub struct NewWorkspacePage {
    preparation: Resource<AppResult<Preparation>>,
}

#[lazy_route]
impl LazyRoute for NewWorkspacePage {
    fn data() -> Self {
        Self { preparation: Resource::new(|| (), |()| prepare_workspace()) }
    }

    fn view(this: Self) -> AnyView {
        let skeleton = || view! { <Skeleton bones=[Bone::Row, Bone::Row, Bone::ShortLine]/> };
        view! {
            <Title text="New workspace"/>
            <div class="new-workspace">
                <header class="welcome">
                    <h1>"New workspace"</h1>
                    <p>"A workspace holds one business: its link page, its people, its numbers."</p>
                </header>
                <Faces
                    from=this.preparation
                    skeleton=skeleton
                    children=|preparation: Preparation| view! { <NewWorkspaceForm preparation/> }
                />
            </div>
        }
        .into_any()
    }
}

/// Posts as it is before the page is interactive; after that the browser checks first, and goes
/// to the new workspace by loading the console anew.
#[component]
fn NewWorkspaceForm(preparation: Preparation) -> impl IntoView {
    let sent_slug = RwSignal::new(preparation.slug.clone());
    let (name, slug) = (RwSignal::new(preparation.name), RwSignal::new(preparation.slug));
    let zone = RwSignal::new(String::new());
    let (name_left, slug_left) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(preparation.error);
    let create = ServerAction::<CreateWorkspace>::new();

    Effect::new(move |_| zone.set(time_zone::of_browser().unwrap_or_default()));
    follow_name(name, slug);
    Effect::new(move |_| match create.value().get() {
        Some(Ok(())) => _ = window().location().assign("/home"),
        Some(Err(error)) => {
            failed.set(Some(error));
            focus_first_error();
        }
        None => {}
    });

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        name_left.set(true);
        slug_left.set(true);
        failed.set(None);
        let (name, slug) = (name.get_untracked(), slug.get_untracked());
        if read_name(&name).is_err() || Slug::read_open(&slug).is_err() {
            focus_first_error();
        } else if !create.pending().get_untracked() {
            sent_slug.set(slug.clone());
            create.dispatch(CreateWorkspace { name, slug, time_zone: zone.get_untracked() });
        }
    };
    let name_error = Signal::derive(move || {
        let judged = name_left.get() || failed.with(Option::is_some);
        judged.then(|| name.with(|name| read_name(name).err().map(|problem| problem.message))).flatten()
    });
    let refusal = Signal::derive(move || {
        let said = failed.with(|error| error.as_ref()?.of_field("slug").map(str::to_owned));
        said.filter(|_| sent_slug.get() == slug.get())
    });
    // The button stays busy until the console that was asked for is there.
    let busy = Signal::derive(move || create.pending().get() || matches!(create.value().get(), Some(Ok(()))));
    let fault: Signal<Option<AppError>> = failed.into();
    view! {
        <form class="form" id="new-workspace" method="post" action=CreateWorkspace::url() on:submit=submit>
            <FormFault error=fault page="/workspaces/new"/>
            <TextField
                label="Workspace name"
                name="name"
                value=name
                error=name_error
                autocomplete="organization"
                max_length=LONGEST_NAME as u32
                autofocus=true
                on_leave=move |()| name_left.set(true)
            />
            <AddressField
                value=slug
                prefix=preparation.address_prefix
                help="Your link page will be here. You can change it later."
                left=slug_left
                refusal=refusal
            />
            <input type="hidden" name="time_zone" prop:value=move || zone.get()/>
            <Button kind=ButtonKind::Primary submit=true wide=true busy=busy>"Create workspace"</Button>
        </form>
    }
    .into_any()
}

/// The address follows the name until somebody writes one of their own.
fn follow_name(name: RwSignal<String>, slug: RwSignal<String>) {
    Effect::new(move |previous: Option<String>| {
        let suggestion = name.with(|name| slug::suggestion(name));
        let untouched = slug.with_untracked(|slug| slug.is_empty() || Some(slug) == previous.as_ref());
        if untouched && !(previous.is_none() && suggestion.is_empty()) {
            slug.set(suggestion.clone());
        }
        suggestion
    });
}
