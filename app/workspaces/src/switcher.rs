//! Which workspace one is in, and the way to the others.

use crate::workspace::{
    list::{MyWorkspace, list_workspaces},
    switch::SwitchWorkspace,
};
use kernel::{AppResult, Asked, WorkspaceId};
use leptos::{html, prelude::*, server_fn::ServerFn as _};
use ui::{Avatar, AvatarSize, Bone, Glyph, Icon, Menu, MenuItem, Skeleton, Waiting};

/// The workspaces of the person who is signed in, fetched once for the whole shell.
#[derive(Debug, Clone, Copy)]
pub struct MyWorkspaces(Asked<Vec<MyWorkspace>>);

impl MyWorkspaces {
    /// Asks again, after a name or an address changed.
    pub fn refetch(self) {
        self.0.refetch();
    }

    /// The answer; read it below a `Suspense` or a `Transition`.
    pub fn get(self) -> Option<AppResult<Vec<MyWorkspace>>> {
        self.0.get()
    }

    /// The workspace that the session works in.
    pub fn current(self) -> Option<MyWorkspace> {
        self.get()?.ok()?.into_iter().find(|workspace| workspace.current)
    }
}

/// Fetches the person's workspaces and makes them available below; called once by the shell.
pub fn provide_my_workspaces() -> MyWorkspaces {
    let workspaces = MyWorkspaces(Asked::new(list_workspaces));
    provide_context(workspaces);
    workspaces
}

/// The current workspace's name; opens the list of all. A switch is a plain form, so that the
/// console loads anew.
#[component]
pub fn WorkspaceSwitcher(
    /// Tells it from another one in the document.
    #[prop(into)]
    id: String,
    from: MyWorkspaces,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let field = NodeRef::<html::Input>::new();
    let switch = move |workspace: &WorkspaceId| {
        if let (Some(form), Some(field)) = (form.get_untracked(), field.get_untracked()) {
            field.set_value(workspace.as_str());
            _ = form.request_submit();
        }
    };
    let menu = move |answer: AppResult<Vec<MyWorkspace>>| {
        let workspaces = answer.unwrap_or_default();
        let current = workspaces.iter().find(|workspace| workspace.current).map(|workspace| workspace.name.clone());
        let name = current.unwrap_or_else(|| "Workspaces".to_owned());
        let lines = workspaces.into_iter().map(|workspace| {
            if workspace.current {
                MenuItem::link(workspace.name, Glyph::Layers, "/home").current(true)
            } else {
                MenuItem::press(workspace.name, Glyph::Layers, move || switch(&workspace.id))
            }
        });
        let new = MenuItem::link("New workspace", Glyph::Plus, "/workspaces/new").parted();
        let all = MenuItem::link("All workspaces", Glyph::Layers, "/workspaces");
        let items: Vec<MenuItem> = lines.chain([new, all]).collect();
        let trigger = move || {
            view! {
                <Avatar name=name.clone() size=AvatarSize::Small square=true/>
                <span class="menu-label">{name.clone()}</span>
                <Icon name=Glyph::ChevronUpDown small=true/>
            }
        };
        view! { <Menu id=id.clone() label="Switch workspace" trigger=trigger items=items/> }.into_any()
    };
    view! {
        <Waiting skeleton=|| view! { <Skeleton bones=[Bone::Line]/> } content=move || from.get().map(&menu)/>
        <form node_ref=form method="post" action=SwitchWorkspace::url() hidden>
            <input node_ref=field type="hidden" name="workspace"/>
        </form>
    }
    .into_any()
}
