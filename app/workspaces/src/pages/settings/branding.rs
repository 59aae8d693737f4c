use crate::workspace::{
    brand::{BrandWorkspace, read},
    settings::WorkspaceSettings,
};
use kernel::{AppError, Colour};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn as _};
use ui::{Button, ButtonKind, Card, FormFault, TextField, focus_first_error, use_toasts};

/// The two colours of the public pages.
#[component]
pub fn BrandSettings(settings: WorkspaceSettings) -> impl IntoView {
    let choosing = Choosing::of(&settings);
    choosing.listen();
    view! {
        <form
            class="settings"
            id="workspace-colours"
            method="post"
            action=BrandWorkspace::url()
            on:submit=move |event| choosing.submit(&event)
        >
            <input
                type="hidden"
                name="version"
                value=settings.version.to_string()
                prop:value=move || choosing.version.get().to_string()
            />
            <section class="setting">
                <div class="setting-about">
                    <h2>"Colours"</h2>
                    <p>"Text is black or white by itself, whichever reads best. Without colours of your own pages follow the visitor's light or dark theme."</p>
                </div>
                <Card>
                    <div class="form">
                        {colour("Background", "background", choosing.background, choosing)}
                        {colour("Buttons", "accent", choosing.accent, choosing)}
                        {move || contrast(choosing)}
                    </div>
                </Card>
            </section>
            <div class="stack">
                <FormFault error=choosing.failed page="/settings/branding"/>
                <div class="cluster">
                    <Button kind=ButtonKind::Primary submit=true busy=choosing.save.pending()>"Save colours"</Button>
                    <Button on_press=move |()| choosing.clear()>"Use the standard look"</Button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Choosing {
    accent: RwSignal<String>,
    background: RwSignal<String>,
    version: RwSignal<i64>,
    failed: RwSignal<Option<AppError>>,
    save: ServerAction<BrandWorkspace>,
}

impl Choosing {
    fn of(settings: &WorkspaceSettings) -> Self {
        let shown = |of: fn(kernel::Brand) -> Colour| settings.brand.map(|brand| of(brand).to_string());
        Self {
            accent: RwSignal::new(shown(|brand| brand.accent).unwrap_or_default()),
            background: RwSignal::new(shown(|brand| brand.background).unwrap_or_default()),
            version: RwSignal::new(settings.version),
            failed: RwSignal::new(None),
            save: ServerAction::new(),
        }
    }

    fn listen(self) {
        let toasts = use_toasts();
        Effect::new(move |_| match self.save.value().get() {
            Some(Ok(saved)) => {
                self.version.set(saved.version);
                toasts.show("Colours saved");
            }
            Some(Err(error)) => {
                self.failed.set(Some(error));
                focus_first_error();
            }
            None => {}
        });
    }

    fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        let (accent, background) = (self.accent.get_untracked(), self.background.get_untracked());
        match read(&accent, &background) {
            Ok(_) if !self.save.pending().get_untracked() => {
                self.failed.set(None);
                self.save.dispatch(BrandWorkspace { accent, background, version: self.version.get_untracked() });
            }
            Ok(_) => {}
            Err(error) => {
                self.failed.set(Some(error));
                focus_first_error();
            }
        }
    }

    fn clear(self) {
        self.accent.set(String::new());
        self.background.set(String::new());
        self.failed.set(None);
    }

    fn error(self, field: &str) -> Option<String> {
        self.failed.with(|error| error.as_ref()?.of_field(field).map(str::to_owned))
    }
}

/// The digits, and beside them the browser's own way to choose a colour.
fn colour(label: &'static str, name: &'static str, value: RwSignal<String>, choosing: Choosing) -> AnyView {
    let chosen =
        move || value.with(|text| text.parse::<Colour>().map_or("#ffffff".to_owned(), |colour| colour.to_string()));
    let swatch = move || {
        view! {
            <input
                class="swatch"
                type="color"
                aria-label=format!("Choose a colour: {label}")
                prop:value=chosen
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
    };
    view! {
        <TextField
            label=label
            name=name
            value=value
            placeholder="#4f5bd5"
            autocomplete="off"
            max_length=7
            error=Signal::derive(move || choosing.error(name))
            suffix=swatch
        />
    }
    .into_any()
}

/// How well the two can be told apart, as one chooses.
fn contrast(choosing: Choosing) -> Option<AnyView> {
    let accent: Colour = choosing.accent.with(|text| text.parse().ok())?;
    let background: Colour = choosing.background.with(|text| text.parse().ok())?;
    let ratio = accent.contrast(background);
    let words = if ratio >= kernel::Brand::LEAST {
        format!("Contrast {ratio:.1}:1. Buttons stand out from the page.")
    } else {
        format!("Contrast {ratio:.1}:1. Buttons need at least 3:1 to stand out from the page.")
    };
    Some(view! { <p class="hint" role="status">{words}</p> }.into_any())
}
