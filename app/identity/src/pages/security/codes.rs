use super::Desk;
use crate::recovery::{FreshCodes, regenerate::regenerate_codes};
use kernel::AppResult;
use leptos::{html, prelude::*};
use std::sync::Arc;
use ui::{Badge, Button, ButtonKind, Card, CopyButton, Glyph, Notice, Tone, use_step_up, use_toasts};

/// Fewer than this many are soon none.
const FEW: usize = 3;

/// How many recovery codes are left, and making new ones.
#[component]
pub fn Codes(left: usize, desk: Desk) -> impl IntoView {
    let (busy, toasts, step_up) = (RwSignal::new(false), use_toasts(), use_step_up());
    let make =
        move |()| {
            step_up.guard(busy, Arc::new(|| Box::pin(regenerate_codes())), move |answer: AppResult<FreshCodes>| {
                match answer {
                    Ok(codes) => desk.changed(Some(codes)),
                    Err(error) => toasts.fail(error.to_string()),
                }
            });
        };
    let tone = if left < FEW { Tone::Warn } else { Tone::Neutral };
    view! {
        <Card
            title="Recovery codes"
            text="For the day on which your phone is gone. Each signs you in once."
            actions=move || view! { <Badge tone=tone>{format!("{left} left")}</Badge> }
        >
            <div class="cluster spread">
                <span class="muted">"New codes replace the old ones."</span>
                <Button busy on_press=make>"Make new codes"</Button>
            </div>
        </Card>
    }
    .into_any()
}

/// Codes that were just made: shown this once.
#[component]
pub fn FreshCodesCard(codes: FreshCodes, desk: Desk) -> impl IntoView {
    let text = codes.0.join("\n");
    let file = format!("data:text/plain;charset=utf-8,Mewayz%20recovery%20codes%0A%0A{}", codes.0.join("%0A"));
    let print = move |()| _ = window().print();
    let node = NodeRef::<html::Div>::new();
    // They stand above what was pressed, perhaps out of sight.
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            _ = node.focus();
        }
    });
    view! {
        <Card title="Your recovery codes">
            <div class="stack" tabindex="-1" node_ref=node>
                <Notice tone=Tone::Warn>
                    "Keep these where you find them without your phone. They are shown this once, and each works once."
                </Notice>
                <ul class="codes">{codes.0.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}</ul>
                <div class="cluster">
                    <CopyButton text label="Copy"/>
                    <a class="button quiet" href=file download="mewayz-recovery-codes.txt">
                        <span class="button-label">"Download"</span>
                    </a>
                    <Button on_press=print>"Print"</Button>
                </div>
                <Button kind=ButtonKind::Primary icon=Glyph::Check on_press=move |()| desk.fresh.set(None)>
                    "I have kept them"
                </Button>
            </div>
        </Card>
    }
    .into_any()
}
