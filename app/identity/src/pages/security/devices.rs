use super::Desk;
use crate::trusted_device::{TrustedDeviceView, forget::forget_device};
use kernel::{AppError, AppResult};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Badge, Button, Card, Glyph, Icon, RelativeTime, Tone, use_step_up, use_toasts};

/// The devices that skip the second step.
#[component]
pub fn Devices(devices: Vec<TrustedDeviceView>, desk: Desk) -> impl IntoView {
    if devices.is_empty() {
        return view! {
            <Card title="Remembered devices">
                <p class="muted">
                    "No device skips the second step. You can have one remembered for 30 days when you sign in."
                </p>
            </Card>
        }
        .into_any();
    }
    view! {
        <Card flush=true title="Remembered devices" text="They skip the second step until the day that is named.">
            <ul class="sessions">
                {devices.into_iter().map(|device| view! { <Device device desk/> }).collect_view()}
            </ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Device(device: TrustedDeviceView, desk: Desk) -> impl IntoView {
    let TrustedDeviceView { id, device, remembered_until, this_device, .. } = device;
    let (busy, toasts, step_up) = (RwSignal::new(false), use_toasts(), use_step_up());
    let which = format!(" {device}");
    let forget = move |()| {
        let id = id.clone();
        step_up.guard(busy, Arc::new(move || Box::pin(forget_device(id.clone()))), move |answer: AppResult<()>| {
            match answer {
                // It was forgotten elsewhere meanwhile: what was wanted is so.
                Ok(()) | Err(AppError::NotFound) => desk.changed(None),
                Err(error) => toasts.fail(error.to_string()),
            }
        });
    };
    view! {
        <li class="session">
            <Icon name=Glyph::Monitor/>
            <span class="session-text">
                <b>{device}</b>
                <small>"Skips the second step until " <RelativeTime at=remembered_until.millis()/></small>
            </span>
            {this_device.then(|| view! { <Badge tone=Tone::Good>"This device"</Badge> })}
            <Button busy on_press=forget>"Forget" <span class="visually-hidden">{which}</span></Button>
        </li>
    }
    .into_any()
}
