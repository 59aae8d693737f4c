use crate::audit::{Difference, Entry};
use leptos::prelude::*;
use ui::{Avatar, AvatarSize, RelativeTime};

/// One act: who, what, to which record, what changed, when and from where.
pub fn entry_row(entry: Entry) -> AnyView {
    let Entry { at, exactly, who, what, label, record, changes, network, device, .. } = entry;
    let place = [device, network].into_iter().filter(|part| !part.is_empty()).map(|part| format!(" · {part}"));
    let place: String = place.collect();
    view! {
        <li class="act">
            <Avatar name=who.clone() size=AvatarSize::Small/>
            <div class="act-text">
                <p>
                    <b dir="auto">{who}</b>
                    " · " {what}
                    {(!label.is_empty()).then(|| view! { " · " <span dir="auto">{label}</span> })}
                </p>
                {table(changes)}
                <p class="hint">
                    <span title=exactly.clone()><RelativeTime at/></span>
                    <span class="act-exactly">" · " {exactly}</span>
                    {place}
                    " · " <span class="act-record" dir="ltr">{record}</span>
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// Before and after, side by side.
fn table(changes: Vec<Difference>) -> Option<AnyView> {
    (!changes.is_empty()).then(|| {
        let rows = changes.into_iter().map(|Difference { field, before, after }| {
            view! {
                <tr>
                    <th scope="row">{field}</th>
                    <td class="was" dir="auto">{side(before)}</td>
                    <td class="is" dir="auto">{side(after)}</td>
                </tr>
            }
        });
        view! {
            <table class="act-changes">
                <thead class="visually-hidden">
                    <tr><th scope="col">"Field"</th><th scope="col">"Before"</th><th scope="col">"After"</th></tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
        .into_any()
    })
}

fn side(value: Option<String>) -> AnyView {
    match value {
        Some(text) if text.is_empty() => view! { <span class="hint">"Empty"</span> }.into_any(),
        Some(text) => text.into_any(),
        None => view! { <span aria-label="Nothing">"–"</span> }.into_any(),
    }
}
