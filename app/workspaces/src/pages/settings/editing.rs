use crate::{
    slug::Slug,
    switcher::MyWorkspaces,
    workspace::{
        read_name,
        settings::{WorkspaceSettings, show_settings},
        update::{STALE, UpdateWorkspace},
    },
};
use kernel::{AppError, AppResult};
use leptos::{ev::SubmitEvent, prelude::*};
use ui::{Toasts, focus_first_error, use_toasts};

/// The settings as they are being changed, and the version that they were shown as.
#[derive(Clone, Copy)]
pub struct Editing {
    pub name: RwSignal<String>,
    pub slug: RwSignal<String>,
    pub time_zone: RwSignal<String>,
    pub currency: RwSignal<String>,
    pub locale: RwSignal<String>,
    pub version: RwSignal<i64>,
    /// The address that the workspace has.
    pub own_slug: RwSignal<String>,
    /// Whether a field has been left once: from then on it is judged at once.
    pub name_left: RwSignal<bool>,
    pub slug_left: RwSignal<bool>,
    pub failed: RwSignal<Option<AppError>>,
    /// What somebody else saved meanwhile.
    pub theirs: RwSignal<Option<WorkspaceSettings>>,
    sent_slug: RwSignal<String>,
    update: ServerAction<UpdateWorkspace>,
    look_again: Action<(), AppResult<WorkspaceSettings>>,
}

impl Editing {
    pub fn of(settings: &WorkspaceSettings) -> Self {
        Self {
            name: RwSignal::new(settings.name.clone()),
            slug: RwSignal::new(settings.slug.clone()),
            time_zone: RwSignal::new(settings.time_zone.clone()),
            currency: RwSignal::new(settings.currency.code().to_owned()),
            locale: RwSignal::new(settings.locale.tag().to_owned()),
            version: RwSignal::new(settings.version),
            own_slug: RwSignal::new(settings.slug.clone()),
            name_left: RwSignal::new(false),
            slug_left: RwSignal::new(false),
            failed: RwSignal::new(None),
            theirs: RwSignal::new(None),
            sent_slug: RwSignal::new(String::new()),
            update: ServerAction::new(),
            look_again: Action::new(|(): &()| show_settings()),
        }
    }

    pub fn listen(self) {
        let (toasts, switcher) = (use_toasts(), use_context::<MyWorkspaces>());
        Effect::new(move |_| {
            if let Some(answer) = self.update.value().get() {
                self.saved(answer, toasts, switcher);
            }
        });
        Effect::new(move |_| match self.look_again.value().get() {
            Some(Ok(now)) => self.found_stale(now),
            Some(Err(error)) => self.failed.set(Some(error)),
            None => {}
        });
    }

    fn saved(self, answer: AppResult<WorkspaceSettings>, toasts: Toasts, switcher: Option<MyWorkspaces>) {
        match answer {
            Ok(saved) => {
                self.show(&saved);
                toasts.show("Settings saved");
                if let Some(switcher) = switcher {
                    switcher.refetch();
                }
            }
            Err(AppError::Conflict(code)) if code == STALE => _ = self.look_again.dispatch(()),
            Err(error) => {
                self.failed.set(Some(error));
                focus_first_error();
            }
        }
    }

    /// What was typed stays; saved again, it is put over what is there now.
    fn found_stale(self, now: WorkspaceSettings) {
        self.own_slug.set(now.slug.clone());
        self.version.set(now.version);
        self.theirs.set(Some(now));
    }

    /// Shows the settings in place of what was typed.
    pub fn show(self, settings: &WorkspaceSettings) {
        self.own_slug.set(settings.slug.clone());
        self.name.set(settings.name.clone());
        self.slug.set(settings.slug.clone());
        self.time_zone.set(settings.time_zone.clone());
        self.currency.set(settings.currency.code().to_owned());
        self.locale.set(settings.locale.tag().to_owned());
        self.version.set(settings.version);
        self.theirs.set(None);
    }

    pub fn typed(self) -> UpdateWorkspace {
        UpdateWorkspace {
            name: self.name.get_untracked(),
            slug: self.slug.get_untracked(),
            time_zone: self.time_zone.get_untracked(),
            currency: self.currency.get_untracked(),
            locale: self.locale.get_untracked(),
            version: self.version.get_untracked(),
        }
    }

    pub fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        self.name_left.set(true);
        self.slug_left.set(true);
        self.failed.set(None);
        let typed = self.typed();
        if read_name(&typed.name).is_err() || !self.may_be_had(&typed.slug) {
            focus_first_error();
        } else if !self.is_under_way() {
            self.sent_slug.set(typed.slug.clone());
            self.update.dispatch(typed);
        }
    }

    fn may_be_had(self, slug: &str) -> bool {
        let is_own = |slug: &Slug| self.own_slug.with_untracked(|own| slug.as_str() == own);
        Slug::read(slug).is_ok_and(|slug| is_own(&slug) || !slug.is_reserved())
    }

    pub fn is_under_way(self) -> bool {
        self.update.pending().get() || self.look_again.pending().get()
    }

    pub fn name_error(self) -> Option<String> {
        let problem = self.name.with(|name| read_name(name).err());
        problem.filter(|_| self.name_left.get()).map(|problem| problem.message)
    }

    /// What the server said of a field.
    pub fn said_of(self, field: &str) -> Option<String> {
        self.failed.with(|error| error.as_ref()?.of_field(field).map(str::to_owned))
    }

    /// What the server said of the address, as long as it is still the one that was sent.
    pub fn refusal(self) -> Option<String> {
        self.said_of("slug").filter(|_| self.sent_slug.get() == self.slug.get())
    }
}
