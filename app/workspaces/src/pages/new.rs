mod form;

use crate::workspace::prepare::{Preparation, prepare_workspace};
use form::NewWorkspaceForm;
use kernel::Asked;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::{Bone, Faces, Skeleton};

/// `/workspaces/new`
#[derive(Debug)]
pub struct NewWorkspacePage;

#[lazy_route]
impl LazyRoute for NewWorkspacePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let preparation = Asked::new(prepare_workspace);
        let skeleton = || view! { <Skeleton bones=[Bone::Row, Bone::Row, Bone::ShortLine]/> };
        view! {
            <Title text="New workspace"/>
            <div class="new-workspace">
                <header class="welcome">
                    <h1>"New workspace"</h1>
                    <p>"A workspace holds one business: its link page, its people, its numbers."</p>
                </header>
                <Faces
                    from=preparation
                    skeleton=skeleton
                    children=|preparation: Preparation| view! { <NewWorkspaceForm preparation/> }
                />
            </div>
        }
        .into_any()
    }
}
