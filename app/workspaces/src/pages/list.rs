use crate::workspace::{
    list::{MyWorkspace, list_workspaces},
    list_deleted::{DeletedWorkspace, list_deleted},
    restore::RestoreWorkspace,
    switch::SwitchWorkspace,
};
use kernel::{AppError, Asked, WorkspaceId};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn as _};
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};
use ui::{
    Avatar, Badge, Bone, Button, ButtonKind, ButtonLink, Card, EmptyState, Faces, Glyph, PageHeader, Skeleton, Tone,
    use_step_up, use_toasts,
};

/// `/workspaces`: those that one can open, and those that one can bring back.
#[derive(Debug)]
pub struct WorkspacesPage;

#[lazy_route]
impl LazyRoute for WorkspacesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (open, deleted) = (Asked::new(list_workspaces), Asked::new(list_deleted));
        let wanted = use_query_map().with_untracked(|query| query.get("restore").unwrap_or_default());
        let skeleton = || view! { <Skeleton bones=[Bone::Row, Bone::Row]/> };
        let new = || view! { <ButtonLink href="/workspaces/new" kind=ButtonKind::Primary icon=Glyph::Plus>"New workspace"</ButtonLink> };
        let empty = || {
            view! {
                <EmptyState
                    icon=Glyph::Layers
                    title="No workspace to open"
                    text="A workspace holds one business: its link page, its people, its numbers."
                    action=|| view! { <ButtonLink href="/workspaces/new">"New workspace"</ButtonLink> }
                />
            }
            .into_any()
        };
        view! {
            <Title text="Workspaces"/>
            <PageHeader title="Workspaces" text="The businesses that you work in." action=new/>
            <div class="stack loose workspaces">
                <Faces from=open skeleton=skeleton is_empty=Vec::is_empty empty=empty children=all/>
                <Faces from=deleted skeleton=|| () children=move |deleted| restorable(&wanted, deleted)/>
            </div>
        }
        .into_any()
    }
}

fn all(workspaces: Vec<MyWorkspace>) -> AnyView {
    let rows = workspaces.into_iter().map(|workspace| {
        view! {
            <li class="workspace-row">
                <Avatar name=workspace.name.clone() square=true/>
                <span class="workspace-row-text">
                    <b dir="auto">{workspace.name}</b>
                    <small dir="ltr">"@"{workspace.slug}</small>
                </span>
                {workspace.current.then(|| view! { <Badge tone=Tone::Accent>"Open here"</Badge> })}
                <form method="post" action=SwitchWorkspace::url()>
                    <input type="hidden" name="workspace" value=workspace.id.to_string()/>
                    <Button submit=true>"Open"</Button>
                </form>
            </li>
        }
    });
    view! { <Card flush=true><ul class="workspace-rows">{rows.collect_view()}</ul></Card> }.into_any()
}

fn restorable(wanted: &str, deleted: Vec<DeletedWorkspace>) -> AnyView {
    if deleted.is_empty() {
        return ().into_any();
    }
    let rows = deleted.into_iter().map(|workspace| {
        let is_wanted = workspace.id.as_str() == wanted;
        view! { <Deleted workspace is_wanted/> }
    });
    let rows = rows.collect_view();
    view! { <Card title="Deleted" flush=true><ul class="workspace-rows">{rows}</ul></Card> }.into_any()
}

#[component]
fn Deleted(
    workspace: DeletedWorkspace,
    /// Whether a mail led here because of it.
    is_wanted: bool,
) -> impl IntoView {
    let restore = ServerAction::<RestoreWorkspace>::new();
    let (toasts, step_up) = (use_toasts(), use_step_up());
    let id: StoredValue<WorkspaceId> = StoredValue::new(workspace.id.clone());
    let send = move || {
        restore.dispatch(RestoreWorkspace { workspace: id.get_value() });
    };
    Effect::new(move |_| match restore.value().get() {
        Some(Ok(())) => _ = window().location().assign("/home"),
        Some(Err(AppError::StepUp)) => step_up.ask(send),
        Some(Err(error)) => toasts.fail(error.to_string()),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !restore.pending().get_untracked() {
            send();
        }
    };
    let kind = if is_wanted { ButtonKind::Primary } else { ButtonKind::Quiet };
    view! {
        <li class="workspace-row deleted">
            <Avatar name=workspace.name.clone() square=true/>
            <span class="workspace-row-text">
                <b dir="auto">{workspace.name}</b>
                <small>"Deleted · restore until " {workspace.until}</small>
            </span>
            <form method="post" action=RestoreWorkspace::url() on:submit=submit>
                <input type="hidden" name="workspace" value=workspace.id.to_string()/>
                <Button kind submit=true busy=restore.pending()>"Restore"</Button>
            </form>
        </li>
    }
    .into_any()
}
