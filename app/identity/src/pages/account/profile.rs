use crate::{
    account::{Me, Overview},
    language::Language,
    profile::{LONGEST_NAME, name_problem, save::SaveProfile},
};
use kernel::AppError;
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn as _};
use ui::{
    Avatar, AvatarSize, Button, ButtonKind, Card, FormFault, Select, TextField, TimeZoneField, fault_of_field,
    focus_first_error, time_zone_of_browser, use_toasts,
};

/// Name, language and time zone. Posts as it is before the page is interactive.
#[component]
pub fn ProfileForm(overview: Overview) -> impl IntoView {
    let form = Form::of(&overview);
    form.listen();
    let languages: Vec<_> =
        Language::ALL.iter().map(|language| (language.tag().to_owned(), language.words().to_owned())).collect();
    view! {
        <Card title="Profile">
            <form class="form" id="profile-form" method="post" action=SaveProfile::url() on:submit=move |event| form.submit(&event)>
                <div class="cluster">
                    <Avatar name=form.name size=AvatarSize::Large/>
                    <p class="muted">"People in your workspaces see your name and its initials."</p>
                </div>
                <FormFault error=form.failed page="/account"/>
                <TextField
                    label="Name"
                    name="name"
                    value=form.name
                    error=Signal::derive(move || form.name_error())
                    autocomplete="name"
                    max_length=LONGEST_NAME as u32
                    on_leave=move |()| form.name_left.set(true)
                />
                <Select
                    label="Language"
                    name="language"
                    value=form.language
                    options=languages
                    help="How dates are written in mails to you."
                    error=fault_of_field(form.failed, "language")
                />
                <TimeZoneField
                    value=form.time_zone
                    help="Times in mails to you are told in it."
                    error=fault_of_field(form.failed, "time_zone")
                />
                <div><Button kind=ButtonKind::Primary submit=true busy=form.save.pending()>"Save profile"</Button></div>
            </form>
        </Card>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    language: RwSignal<String>,
    time_zone: RwSignal<String>,
    name_left: RwSignal<bool>,
    failed: RwSignal<Option<AppError>>,
    save: ServerAction<SaveProfile>,
}

impl Form {
    fn of(overview: &Overview) -> Self {
        Self {
            name: RwSignal::new(overview.name.clone()),
            language: RwSignal::new(overview.language.tag().to_owned()),
            time_zone: RwSignal::new(overview.time_zone.clone()),
            name_left: RwSignal::new(false),
            failed: RwSignal::new(None),
            save: ServerAction::new(),
        }
    }

    fn listen(self) {
        let (toasts, me) = (use_toasts(), use_context::<Me>());
        Effect::new(move |_| {
            if self.time_zone.with_untracked(String::is_empty) {
                self.time_zone.set(time_zone_of_browser().unwrap_or_default());
            }
        });
        Effect::new(move |_| match self.save.value().get() {
            Some(Ok(())) => {
                toasts.show("Profile saved");
                if let Some(me) = me {
                    me.0.refetch();
                }
            }
            Some(Err(error)) => {
                self.failed.set(Some(error));
                focus_first_error();
            }
            None => {}
        });
    }

    fn name_error(self) -> Option<String> {
        let typed = self.name.with(|name| name_problem(name)).filter(|_| self.name_left.get());
        typed.map(str::to_owned)
    }

    fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        self.name_left.set(true);
        self.failed.set(None);
        let name = self.name.get_untracked();
        if name_problem(&name).is_some() {
            focus_first_error();
        } else if !self.save.pending().get_untracked() {
            let (language, time_zone) = (self.language.get_untracked(), self.time_zone.get_untracked());
            self.save.dispatch(SaveProfile { name, language, time_zone });
        }
    }
}
