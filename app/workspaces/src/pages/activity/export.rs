use super::filters::Filters;
use crate::audit::export::export_activity;
use kernel::{AppError, AppResult};
use leptos::{prelude::*, task::spawn_local};
use ui::{Button, Glyph, use_step_up, use_toasts};
use wasm_bindgen::{JsCast as _, JsValue};

/// Saves all entries that the filters let through as a file.
#[component]
pub fn ExportButton(filters: RwSignal<Filters>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let (toasts, step_up) = (use_toasts(), use_step_up());
    let ended = RwSignal::new(None::<AppResult<()>>);
    let begin = move || {
        busy.set(true);
        spawn_local(async move {
            let outcome = fetch(filters.get_untracked()).await.map(|rows| save("activity.csv", &rows));
            _ = busy.try_set(false);
            _ = ended.try_set(Some(outcome));
        });
    };
    Effect::new(move |_| match ended.get() {
        Some(Ok(())) => toasts.show("Activity exported"),
        Some(Err(AppError::StepUp)) => step_up.ask(begin),
        Some(Err(error)) => toasts.fail(error.to_string()),
        None => {}
    });
    view! { <Button icon=Glyph::Download busy on_press=move |()| begin()>"Export as CSV"</Button> }.into_any()
}

/// All rows, some after the others: no answer is large, however long the log.
async fn fetch(filters: Filters) -> AppResult<Vec<String>> {
    let (mut rows, mut before) = (Vec::new(), None);
    loop {
        let Filters { who, kind, record, from, to } = filters.clone();
        let chunk = export_activity(who, kind, record, from, to, before).await?;
        rows.push(chunk.csv);
        before = chunk.next;
        if before.is_none() {
            return Ok(rows);
        }
    }
}

/// Hands the text to the browser as a file to keep. Only in the browser.
fn save(name: &str, parts: &[String]) {
    let pieces: js_sys::Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type("text/csv;charset=utf-8");
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&pieces, &kind) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    _ = web_sys::Url::revoke_object_url(&url);
}
