//! The browser's passkeys, by way of the small script `public/passkey.js`. It comes when a passkey
//! is first asked for: most screens never need it.

use js_sys::{Function, Promise, Reflect};
use kernel::{AppError, AppResult};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Has a device make a passkey; gives its answer.
pub async fn create(options: &str) -> AppResult<String> {
    call("create", options).await
}

/// Has a passkey answer.
pub async fn get(options: &str) -> AppResult<String> {
    call("get", options).await
}

async fn call(name: &str, options: &str) -> AppResult<String> {
    let made = called(name, options).await;
    made.ok().and_then(|answer| answer.as_string()).ok_or_else(not_used)
}

async fn called(name: &str, options: &str) -> Result<JsValue, JsValue> {
    let script = script().await?;
    let function: Function = Reflect::get(&script, &name.into())?.dyn_into()?;
    let promise: Promise = function.call1(&script, &options.into())?.dyn_into()?;
    JsFuture::from(promise).await
}

/// What the script has put into the window, once it is there.
async fn script() -> Result<JsValue, JsValue> {
    let name = JsValue::from_str("mewayzPasskey");
    let found = Reflect::get(&window(), &name)?;
    if !found.is_undefined() {
        return Ok(found);
    }
    JsFuture::from(Promise::new(&mut |done, failed| load(&done, &failed))).await?;
    Reflect::get(&window(), &name)
}

/// The policy lets in what a script that it knows puts into the document.
fn load(done: &Function, failed: &Function) {
    let root = document().document_element();
    let address = root.and_then(|root| root.get_attribute("data-passkey-script")).unwrap_or_default();
    let Ok(script) = document().create_element("script") else { return };
    let _ = script.set_attribute("src", &address);
    for (event, settle) in [("load", done), ("error", failed)] {
        let settle = settle.clone();
        let settle = Closure::once_into_js(move || settle.call0(&JsValue::UNDEFINED).map(drop).unwrap_or_default());
        let _ = script.add_event_listener_with_callback(event, settle.unchecked_ref());
    }
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}

fn not_used() -> AppError {
    AppError::invalid("", "No passkey was used. Try again, or use another way.")
}
