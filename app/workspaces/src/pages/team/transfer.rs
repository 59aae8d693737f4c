use super::{ask::Request, desk::Desk};
use crate::team::show::TransferView;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Notice, Tone};

/// A request to take over ownership, to who is asked and to who may take it back.
#[component]
pub fn TransferNotice(transfer: TransferView, desk: Desk) -> impl IntoView {
    if transfer.for_me { asked(transfer, desk) } else { waiting(transfer, desk) }
}

fn asked(transfer: TransferView, desk: Desk) -> AnyView {
    let (yes, no) = (transfer.id.clone(), transfer.id);
    let then = if transfer.steps_down { "They become an admin then." } else { "They stay an owner too." };
    let accept = move |()| {
        desk.ask(Request::AcceptTransfer(yes.clone()), move |_| {
            desk.toasts.show("You are an owner of the workspace now.")
        });
    };
    let decline = move |()| {
        desk.ask(Request::DeclineTransfer(no.clone()), move |_| desk.toasts.show("You declined to become an owner."));
    };
    view! {
        <Notice tone=Tone::Accent>
            <div class="stack tight">
                <p><b dir="auto">{transfer.by}</b> " asks you to become an owner of this workspace. " {then}</p>
                <div class="cluster" data-write="">
                    <Button kind=ButtonKind::Primary busy=desk.busy on_press=accept>"Become an owner"</Button>
                    <Button busy=desk.busy on_press=decline>"Decline"</Button>
                </div>
            </div>
        </Notice>
    }
    .into_any()
}

fn waiting(transfer: TransferView, desk: Desk) -> AnyView {
    let id = transfer.id;
    let cancel = move |()| {
        desk.ask(Request::CancelTransfer(id.clone()), move |_| desk.toasts.show("The request was taken back."));
    };
    view! {
        <Notice>
            <div class="stack tight">
                <p>
                    <b dir="auto">{transfer.by}</b> " asked " <b dir="auto">{transfer.to}</b>
                    " to become an owner. The request waits for 7 days."
                </p>
                <div data-write=""><Button busy=desk.busy on_press=cancel>"Take the request back"</Button></div>
            </div>
        </Notice>
    }
    .into_any()
}
