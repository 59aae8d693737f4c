//! `/team`: who works here, who is asked to, and what they may do.

mod ask;
mod desk;
mod invitation_sheets;
mod invitations;
mod invite_form;
mod invite_sheet;
mod leave;
mod member_acts;
mod member_sheet;
mod members;
mod transfer;

use crate::team::show::{Team, show_team};
use desk::Desk;
use invitation_sheets::{InvitedRoleSheet, LinkSheet};
use invitations::Invitations;
use invite_sheet::InviteSheet;
use kernel::Asked;
use leave::Leave;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use member_sheet::MemberSheet;
use members::Members;
use transfer::TransferNotice;
use ui::{Bone, Button, ButtonKind, ButtonLink, Faces, Glyph, PageHeader, Skeleton};

/// `/team`.
#[derive(Debug)]
pub struct TeamPage;

#[lazy_route]
impl LazyRoute for TeamPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let team = Asked::new(show_team);
        let desk = Desk::new(team);
        let may_invite = RwSignal::new(true);
        Effect::new(move |_| may_invite.set(matches!(team.get(), Some(Ok(Team { may_invite: true, .. })))));
        let action = move || {
            let invite = move || {
                view! {
                    <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=move |()| desk.invite() attr:data-write="">
                        "Invite people"
                    </Button>
                }
            };
            view! { {move || may_invite.get().then(invite)} }.into_any()
        };
        let extras = || view! { <ButtonLink href="/team/roles" icon=Glyph::Lock>"Roles"</ButtonLink> }.into_any();
        view! {
            <Title text="Team"/>
            <PageHeader title="Team" text="Who works here, and what they may do." action extras/>
            <Faces from=team skeleton let:team>
                <People team desk/>
            </Faces>
            <InviteSheet desk/>
            <MemberSheet desk/>
            <LinkSheet desk/>
            <InvitedRoleSheet desk/>
        }
        .into_any()
    }
}

fn skeleton() -> AnyView {
    view! { <Skeleton bones=vec![Bone::Row, Bone::Row, Bone::Row, Bone::Title, Bone::Row]/> }.into_any()
}

#[component]
fn People(team: Team, desk: Desk) -> impl IntoView {
    desk.take_over(&team);
    ask::be_ready();
    let invited = team.may_invite.then(|| view! { <Invitations invitations=team.invitations desk/> });
    view! {
        <div class="stack loose team">
            {team.transfer.map(|transfer| view! { <TransferNotice transfer desk/> })}
            <Members members=team.members desk/>
            {invited}
            <Leave workspace=team.workspace desk/>
        </div>
    }
    .into_any()
}
