use leptos::prelude::*;

use crate::{Button, ButtonKind, Glyph, IconButton, Select, TextArea, TextField, Toggle, gallery::LONG};

pub(crate) fn fields() -> AnyView {
    let on = RwSignal::new(true);
    let zones = [("Europe/Lisbon", "Lisbon"), ("Europe/Zagreb", "Zagreb"), ("Asia/Tokyo", "Tokyo")];
    let zones = zones.map(|(key, words)| (String::from(key), String::from(words))).to_vec();
    let wrong = |words: &str| Signal::stored(Some(String::from(words)));
    view! {
        <form class="form" novalidate=true>
            <TextField label="Title" name="title" initial="Mira Kovač" help="Shown at the top of your page."/>
            <TextField
                label="Address"
                name="slug"
                prefix="mewayz.com/@"
                initial="mira"
                suffix=|| view! { <span class="slug-state good">"Free"</span> }
                help="Letters, digits and hyphens."
            />
            <TextField
                label="Password"
                name="password"
                input_type="password"
                autocomplete="off"
                initial="correct horse"
                suffix=|| view! { <IconButton icon=Glyph::Eye label="Show the password"/> }
            />
            <TextField
                label="Where it leads"
                name="url"
                input_type="url"
                inputmode="url"
                initial="javascript:alert(1)"
                error=wrong("Only addresses that begin with https:// or http:// can be opened.")
                help="A page, a shop, a calendar."
            />
            <TextField label="Empty" name="empty" placeholder="https://example.com"/>
            <TextArea
                label="About you"
                name="bio"
                max_length=160
                counted=true
                initial="Ceramics from a small studio in Zagreb. Workshops every Saturday."
            />
            <TextArea label="Long" name="long" initial=LONG error=wrong("This is too long by 40 characters.")/>
            <Select label="Time zone" name="zone" options=zones initial="Europe/Zagreb" help="Times are shown in it."/>
            <Toggle
                label="Show this link"
                name="shown"
                checked=on
                on_change=move |now| on.set(now)
                help="Hidden links keep their clicks."
            />
            <Toggle label="Off" name="off"/>
            <Button kind=ButtonKind::Primary submit=true>"Save changes"</Button>
        </form>
    }
    .into_any()
}
