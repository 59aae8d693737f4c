use leptos::prelude::*;

macro_rules! glyphs {
    ($($name:ident $id:literal $shape:literal)*) => {
        /// A drawing of the one outlined set: a 20 px grid, strokes of 1.75 px.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($name),* }

        impl Glyph {
            /// Every drawing there is.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name of the symbol, without its `i-`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            const fn shape(self) -> &'static str {
                match self { $(Self::$name => $shape),* }
            }
        }
    };
}

glyphs! {
    Home "home" r#"<path d="M3 9.3 10 3.5l7 5.8v6.2a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15.5z"/><path d="M7.8 17v-4.5a2.2 2.2 0 0 1 4.4 0V17"/>"#
    Link "link" r#"<path d="M8.3 11.7a3.3 3.3 0 0 0 4.7 0l2.7-2.7A3.32 3.32 0 0 0 11 4.3l-1 1"/><path d="M11.7 8.3a3.3 3.3 0 0 0-4.7 0L4.3 11A3.32 3.32 0 0 0 9 15.7l1-1"/>"#
    Plus "plus" r#"<path d="M10 4v12M4 10h12"/>"#
    Settings "settings" r#"<path d="M3 6h6M14.5 6H17M3 14h2.5M11 14h6"/><circle cx="11.8" cy="6" r="2.4"/><circle cx="8.2" cy="14" r="2.4"/>"#
    More "more" r#"<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6"/>"#
    Search "search" r#"<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 3.8 3.8"/>"#
    Sun "sun" r#"<circle cx="10" cy="10" r="3.3"/><path d="M10 2.5v1M10 16.5v1M2.5 10h1M16.5 10h1M4.7 4.7l.7.7M14.6 14.6l.7.7M4.7 15.3l.7-.7M14.6 5.4l.7-.7"/>"#
    Moon "moon" r#"<path d="M16.9 12.1A7.2 7.2 0 1 1 7.9 3.1a5.7 5.7 0 0 0 9 9z"/>"#
    Monitor "monitor" r#"<rect x="2.5" y="3.5" width="15" height="10.5" rx="1.8"/><path d="M7 17h6M10 14v3"/>"#
    User "user" r#"<circle cx="10" cy="6.7" r="3.2"/><path d="M3.8 16.8a6.2 5.2 0 0 1 12.4 0"/>"#
    Users "users" r#"<circle cx="7.5" cy="7" r="3"/><path d="M2 16.5a5.5 4.8 0 0 1 11 0M13 4.2a3 3 0 0 1 0 5.6M15.2 12.2a5 4.8 0 0 1 2.8 4.3"/>"#
    SignOut "sign-out" r#"<path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M13.3 13.4 16.7 10l-3.4-3.4M16.5 10H8"/>"#
    Check "check" r#"<path d="m4 10.7 3.8 3.8L16 5.8"/>"#
    Close "close" r#"<path d="m5 5 10 10M15 5 5 15"/>"#
    ChevronDown "chevron-down" r#"<path d="m5.5 8 4.5 4.5L14.5 8"/>"#
    ChevronUp "chevron-up" r#"<path d="M5.5 12 10 7.5l4.5 4.5"/>"#
    ChevronLeft "chevron-left" r#"<path d="M12 5.5 7.5 10l4.5 4.5"/>"#
    ChevronRight "chevron-right" r#"<path d="m8 5.5 4.5 4.5L8 14.5"/>"#
    ChevronUpDown "chevron-up-down" r#"<path d="M6.8 7.7 10 4.5l3.2 3.2M6.8 12.3l3.2 3.2 3.2-3.2"/>"#
    Drag "drag" r#"<path d="M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01" stroke-width="2.3"/>"#
    Trash "trash" r#"<path d="M3.5 5.5h13M7.8 5.5V4a1 1 0 0 1 1-1h2.4a1 1 0 0 1 1 1v1.5M5 5.5l.7 10a1.6 1.6 0 0 0 1.6 1.5h5.4a1.6 1.6 0 0 0 1.6-1.5l.7-10M8.4 9v4.5M11.6 9v4.5"/>"#
    Edit "edit" r#"<path d="m3.5 16.5.8-3.4 8.9-8.9a1.7 1.7 0 0 1 2.4 0l.2.2a1.7 1.7 0 0 1 0 2.4l-8.9 8.9zM11.8 5.6l2.6 2.6"/>"#
    Eye "eye" r#"<path d="M2.2 10S5 4.7 10 4.7s7.8 5.3 7.8 5.3-2.8 5.3-7.8 5.3S2.2 10 2.2 10z"/><circle cx="10" cy="10" r="2.3"/>"#
    EyeOff "eye-off" r#"<path d="m3 3 14 14M8.2 4.9a8 8 0 0 1 1.8-.2c5 0 7.8 5.3 7.8 5.3a14 14 0 0 1-2 2.6M5.3 6.3A13 13 0 0 0 2.2 10s2.8 5.3 7.8 5.3a8 8 0 0 0 3.9-1M8.4 8.4a2.3 2.3 0 0 0 3.2 3.2"/>"#
    External "external" r#"<path d="M11.5 3.5h5v5M16.2 3.8 9.5 10.5M15 12v3a1.5 1.5 0 0 1-1.5 1.5h-8.5A1.5 1.5 0 0 1 3.5 15V6.5A1.5 1.5 0 0 1 5 5h3"/>"#
    Copy "copy" r#"<rect x="7" y="7" width="9.5" height="9.5" rx="1.8"/><path d="M13 7V5.3a1.8 1.8 0 0 0-1.8-1.8H5.3a1.8 1.8 0 0 0-1.8 1.8v5.9A1.8 1.8 0 0 0 5.3 13H7"/>"#
    Globe "globe" r#"<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2 2 2.9 4.4 2.9 7s-.9 5-2.9 7c-2-2-2.9-4.4-2.9-7S8 5 10 3z"/>"#
    Undo "undo" r#"<path d="M7.3 4 3.8 7.5 7.3 11M4 7.5h7.8a4.3 4.3 0 0 1 0 8.6H8"/>"#
    Download "download" r#"<path d="M10 3.5v9M6.2 9l3.8 3.8L13.8 9M3.5 16.5h13"/>"#
    Share "share" r#"<path d="M10 12.5v-9M6.7 6.5 10 3.2l3.3 3.3M6 9.5H5A1.5 1.5 0 0 0 3.5 11v4A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-4A1.5 1.5 0 0 0 15 9.5h-1"/>"#
    Alert "alert" r#"<path d="M8.7 3.9a1.5 1.5 0 0 1 2.6 0l6 10.6a1.5 1.5 0 0 1-1.3 2.2H4a1.5 1.5 0 0 1-1.3-2.2zM10 7.8v3.4M10 13.8v.1"/>"#
    Info "info" r#"<circle cx="10" cy="10" r="7"/><path d="M10 9.3v4M10 6.5v.1"/>"#
    Offline "offline" r#"<path d="m3 3 14 14M8.2 5a4.9 4.9 0 0 1 6.2 3.8 3.5 3.5 0 0 1 2.6 5.4M5.8 7.2A4.5 4.5 0 0 0 6.5 16h7.3"/>"#
    ArrowUp "arrow-up" r#"<path d="M10 16.5v-13M5 8.5l5-5 5 5"/>"#
    ArrowDown "arrow-down" r#"<path d="M10 3.5v13M5 11.5l5 5 5-5"/>"#
    ArrowLeft "arrow-left" r#"<path d="M16.5 10h-13M8.5 5l-5 5 5 5"/>"#
    ArrowRight "arrow-right" r#"<path d="M3.5 10h13M11.5 5l5 5-5 5"/>"#
    Layers "layers" r#"<path d="m10 3 7.2 3.9L10 10.8 2.8 6.9zM2.8 10.2l7.2 3.9 7.2-3.9M2.8 13.4l7.2 3.9 7.2-3.9"/>"#
    Bolt "bolt" r#"<path d="M11.2 2.8 4.3 11.2h5.2l-.7 6 6.9-8.4h-5.2z"/>"#
    Qr "qr" r#"<rect x="3" y="3" width="5.2" height="5.2" rx="1"/><rect x="11.8" y="3" width="5.2" height="5.2" rx="1"/><rect x="3" y="11.8" width="5.2" height="5.2" rx="1"/><path d="M11.8 11.8h2M17 11.8v2.2M11.8 14.5V17M14.5 14.5V17H17"/>"#
    Phone "phone" r#"<rect x="5.5" y="2.5" width="9" height="15" rx="2.2"/><path d="M9 14.8h2"/>"#
    Mail "mail" r#"<rect x="2.5" y="4.5" width="15" height="11" rx="1.8"/><path d="m3.2 6 6.8 5.3L16.8 6"/>"#
    Lock "lock" r#"<rect x="4" y="8.8" width="12" height="8.2" rx="1.8"/><path d="M6.7 8.8V6.3a3.3 3.3 0 0 1 6.6 0v2.5"/>"#
    Clock "clock" r#"<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.7 1.6"/>"#
    Chart "chart" r#"<path d="M3.5 16.5h13M6 13.2V10M10 13.2V4.5M14 13.2V7.5"/>"#
    Menu "menu" r#"<path d="M3.5 6h13M3.5 10h13M3.5 14h13"/>"#
    Refresh "refresh" r#"<path d="M16.3 8.5A6.6 6.6 0 0 0 4.5 6.4L3.5 7.5M3.5 3.8v3.7h3.7M3.7 11.5a6.6 6.6 0 0 0 11.8 2.1l1-1.1M16.5 16.2v-3.7h-3.7"/>"#
}

/// One drawing. It is hidden from assistive technology: the words beside it, or the `aria-label` of the
/// control around it, say what it means. Needs the `IconSprite` in the document.
#[component]
pub fn Icon(
    /// Which drawing.
    name: Glyph,
    /// 16 px instead of 20.
    #[prop(optional)]
    small: bool,
    /// Mirrored in right-to-left writing, as arrows and chevrons are.
    #[prop(optional)]
    directional: bool,
) -> impl IntoView {
    let class = match (small, directional) {
        (false, false) => "icon",
        (true, false) => "icon small",
        (false, true) => "icon directional",
        (true, true) => "icon small directional",
    };
    let reference = format!("<use href=\"#i-{}\"/>", name.id());
    view! { <svg class=class aria-hidden="true" inner_html=reference></svg> }.into_any()
}

/// One drawing with its shape inside, for documents without the sprite.
#[component]
pub fn IconInline(
    /// Which drawing.
    name: Glyph,
) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" inner_html=name.shape()></svg> }.into_any()
}

/// Every drawing as a `<symbol>`; placed once, in the server's document after the hydrated part, so that the
/// shapes are not in the WASM.
#[component]
pub fn IconSprite() -> impl IntoView {
    let symbols: String = Glyph::ALL
        .iter()
        .map(|glyph| format!("<symbol id=\"i-{}\" viewBox=\"0 0 20 20\">{}</symbol>", glyph.id(), glyph.shape()))
        .collect();
    view! { <svg class="sprite" aria-hidden="true" inner_html=symbols></svg> }
}
