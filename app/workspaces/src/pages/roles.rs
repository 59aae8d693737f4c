//! `/team/roles`: what each role lets people do.

mod accordion;
mod ask;
mod desk;
mod name_sheet;
mod remove_sheet;
mod save_bar;
mod table;

use crate::role::list::{Matrix, list_roles};
use accordion::Accordion;
use desk::Desk;
use kernel::Asked;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use name_sheet::NameSheet;
use remove_sheet::RemoveSheet;
use save_bar::SaveBar;
use table::RoleTable;
use ui::{Bone, Button, ButtonKind, Crumb, Faces, Glyph, PageHeader, Skeleton};

/// `/team/roles`.
#[derive(Debug)]
pub struct RolesPage;

#[lazy_route]
impl LazyRoute for RolesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let matrix = Asked::new(list_roles);
        let desk = Desk::new(matrix);
        let may_manage = RwSignal::new(true);
        Effect::new(move |_| may_manage.set(matches!(matrix.get(), Some(Ok(Matrix { may_manage: true, .. })))));
        let action = move || {
            let new = move || {
                view! {
                    <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=move |()| desk.begin() attr:data-write="">
                        "New role"
                    </Button>
                }
            };
            view! { {move || may_manage.get().then(new)} }.into_any()
        };
        let skeleton = || view! { <Skeleton bones=vec![Bone::Row, Bone::Row, Bone::Row, Bone::Row, Bone::Row]/> };
        view! {
            <Title text="Roles"/>
            <PageHeader
                title="Roles"
                text="What each role lets people see and do. Members get one on the team’s page."
                crumbs=vec![Crumb::new("Team", "/team")]
                action
            />
            <Faces from=matrix skeleton let:matrix>
                <Roles matrix desk/>
            </Faces>
            <NameSheet desk/>
            <RemoveSheet desk/>
        }
        .into_any()
    }
}

/// The same roles twice: one at a time on a phone, all beside each other where there is room.
#[component]
fn Roles(matrix: Matrix, desk: Desk) -> impl IntoView {
    desk.take_over(&matrix);
    ask::be_ready();
    view! {
        <div class="stack loose">
            <Accordion desk/>
            <RoleTable desk/>
            <SaveBar desk/>
        </div>
    }
    .into_any()
}
