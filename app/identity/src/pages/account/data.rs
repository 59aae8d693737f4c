use super::sheet::Sheet;
use crate::{account::ExportView, export::request::request_export};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Button, ButtonKind, Card, Dialog, Glyph, Icon, RelativeTime, use_step_up, use_toasts};

/// The file with one's data, and the end of the account.
#[component]
pub fn YourData(export: Option<ExportView>, on_changed: Callback<()>) -> impl IntoView {
    let deleting = RwSignal::new(false);
    view! {
        <Card flush=true title="Your data">
            <ul class="sessions">
                <ExportRow export on_changed/>
                <li class="session">
                    <Icon name=Glyph::Trash/>
                    <span class="session-text">
                        <b>"Delete account"</b>
                        <small>"After 14 days in which you can change your mind."</small>
                    </span>
                    <Button kind=ButtonKind::Danger on_press=move |()| deleting.set(true)>"Delete account"</Button>
                </li>
            </ul>
        </Card>
        <Dialog id="delete-account" title="Delete account" open=deleting sheet=true>{Sheet::Deletion.view()}</Dialog>
    }
    .into_any()
}

#[component]
fn ExportRow(export: Option<ExportView>, on_changed: Callback<()>) -> impl IntoView {
    let (busy, step_up, toasts) = (RwSignal::new(false), use_step_up(), use_toasts());
    let ask = move |()| {
        step_up.guard(busy, Arc::new(|| Box::pin(request_export()) as _), move |answer| match answer {
            Ok(()) => {
                toasts.show("We mail you the link when the file is ready");
                on_changed.run(());
            }
            Err(error) => toasts.fail(error.to_string()),
        });
    };
    let words = match export {
        None => view! { "All that we keep about you, as one file. The link comes by mail." }.into_any(),
        Some(ExportView { ready_until: None }) => {
            view! { "The file is being made. The link comes by mail." }.into_any()
        }
        Some(ExportView { ready_until: Some(until) }) => {
            view! { "The file is ready: the link is in your mail. It ends " <RelativeTime at=until.millis()/> "." }
                .into_any()
        }
    };
    let under_way = matches!(export, Some(ExportView { ready_until: None }));
    view! {
        <li class="session">
            <Icon name=Glyph::Download/>
            <span class="session-text"><b>"Export"</b><small>{words}</small></span>
            {(!under_way).then(|| view! { <Button busy on_press=ask>"Ask for the file"</Button> })}
        </li>
    }
    .into_any()
}
