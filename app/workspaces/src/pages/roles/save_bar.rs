use super::desk::Desk;
use leptos::prelude::*;
use ui::{Button, ButtonKind};

/// Roles that were changed and are not stored yet, one line each.
#[component]
pub fn SaveBar(desk: Desk) -> impl IntoView {
    let lines = move || {
        let changed = desk.changed();
        (!changed.is_empty()).then(|| {
            let lines = changed.into_iter().map(|role| {
                let (save, drop) = (role.clone(), role.key.clone());
                view! {
                    <div class="cluster spread">
                        <span>"Changed: " <b dir="auto">{role.name}</b></span>
                        <span class="cluster">
                            <Button on_press=move |()| desk.discard(&drop)>"Discard"</Button>
                            <Button kind=ButtonKind::Primary busy=desk.busy on_press=move |()| desk.save(&save)>
                                "Save role"
                            </Button>
                        </span>
                    </div>
                }
            });
            view! { <div class="roles-save">{lines.collect_view()}</div> }.into_any()
        })
    };
    view! { <div role="status" data-write="">{lines}</div> }.into_any()
}
