use leptos::prelude::*;

use crate::{Avatar, Button, ButtonKind, Dialog, Glyph, Icon, Menu, MenuItem, TextField, use_toasts};

pub(crate) fn overlays() -> AnyView {
    let dialog = RwSignal::new(false);
    let sheet = RwSignal::new(false);
    let toasts = use_toasts();
    let workspaces = vec![
        MenuItem::press("Mira Kovač Ceramics", Glyph::Layers, || ()).current(true),
        MenuItem::press("Saturday workshops", Glyph::Layers, || ()),
        MenuItem::link("New workspace", Glyph::Plus, "/workspaces/new").parted(),
    ];
    view! {
        <div class="cluster">
            <Button on_press=move |()| dialog.set(true)>"Open a dialog"</Button>
            <Button on_press=move |()| sheet.set(true)>"Open a sheet"</Button>
            <Button on_press=move |()| toasts.show("Page published")>"Say something"</Button>
            <Button on_press=move |()| toasts.show_with_undo("Link deleted", move || toasts.show("Link is back"))>
                "Offer undo"
            </Button>
            <Button on_press=move |()| toasts.fail("The link was not saved. Check the connection, then save again.")>
                "Say what failed"
            </Button>
            <Menu
                id="gallery-workspaces"
                label="Workspaces"
                items=workspaces
                trigger=|| {
                    view! {
                        <Avatar name="Mira Kovač Ceramics" square=true/>
                        <span class="menu-label">"Mira Kovač Ceramics"</span>
                        <Icon name=Glyph::ChevronUpDown small=true/>
                    }
                }
            />
        </div>
        <Dialog
            id="gallery-dialog"
            title="Unpublish the page?"
            open=dialog
            footer=move || {
                view! {
                    <Button on_press=move |()| dialog.set(false)>"Keep it"</Button>
                    <Button kind=ButtonKind::Danger on_press=move |()| dialog.set(false)>"Unpublish"</Button>
                }
            }
        >
            <p class="muted">"Visitors see that nothing lives at this address. Your links are kept."</p>
        </Dialog>
        <Dialog
            id="gallery-sheet"
            title="Edit link"
            open=sheet
            sheet=true
            footer=move || {
                view! {
                    <Button kind=ButtonKind::Primary on_press=move |()| sheet.set(false)>"Save link"</Button>
                }
            }
        >
            <div class="stack">
                <TextField label="Title" name="sheet-title" initial="Spring collection" autofocus=true/>
                <TextField label="Where it leads" name="sheet-url" initial="https://example.com/spring"/>
            </div>
        </Dialog>
    }
    .into_any()
}
