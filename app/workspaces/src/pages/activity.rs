mod entry;
mod export;
mod filters;

use super::settings::frame::{Section, SettingsFrame};
use crate::audit::{
    Activity, Choices, Entry,
    list::{ListActivity, list_activity},
};
use entry::entry_row;
use export::ExportButton;
use filters::{ActivityFilters, Filters};
use kernel::{AppResult, Asked};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::{Bone, Button, EmptyState, Faces, Glyph, Notice, PageHeader, Skeleton, Tone};

/// `/settings/activity`: who did what.
#[derive(Debug)]
pub struct ActivityPage;

#[lazy_route]
impl LazyRoute for ActivityPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let newest = Asked::new(newest);
        let section = Section::Activity;
        let skeleton = || view! { <Skeleton bones=[Bone::Row, Bone::Row, Bone::Row, Bone::Row, Bone::Row]/> };
        view! {
            <Title text=section.title()/>
            <PageHeader title=section.title() text=section.text() crumbs=section.crumbs()/>
            <SettingsFrame section>
                <Faces from=newest skeleton=skeleton children=|activity| view! { <ActivityLog activity/> }/>
            </SettingsFrame>
        }
        .into_any()
    }
}

fn newest() -> impl Future<Output = AppResult<Activity>> + Send {
    let all = Filters::default();
    list_activity(all.who, all.kind, all.record, all.from, all.to, None)
}

/// The entries that are shown, and the way to more of them.
#[derive(Clone, Copy)]
struct Log {
    entries: RwSignal<Vec<Entry>>,
    next: RwSignal<Option<i64>>,
    filters: RwSignal<Filters>,
    failed: RwSignal<Option<String>>,
    /// Whether what was asked for takes the place of what is shown. The action forgets its input.
    begins: StoredValue<bool>,
    ask: ServerAction<ListActivity>,
}

impl Log {
    fn of(activity: &Activity) -> Self {
        Self {
            entries: RwSignal::new(activity.entries.clone()),
            next: RwSignal::new(activity.next),
            filters: RwSignal::new(Filters::default()),
            failed: RwSignal::new(None),
            begins: StoredValue::new(false),
            ask: ServerAction::new(),
        }
    }

    fn listen(self) {
        Effect::new(move |_| match self.ask.value().get() {
            Some(Ok(more)) => {
                self.next.set(more.next);
                self.entries.update(|shown| {
                    if self.begins.get_value() {
                        shown.clear();
                    }
                    shown.extend(more.entries);
                });
            }
            Some(Err(error)) => self.failed.set(Some(error.to_string())),
            None => {}
        });
    }

    /// The entries that the filters let through, from the newest on or from where the list ends.
    fn fetch(self, before: Option<i64>) {
        self.failed.set(None);
        self.begins.set_value(before.is_none());
        let Filters { who, kind, record, from, to } = self.filters.get_untracked();
        self.ask.dispatch(ListActivity { who, kind, record, from, to, before });
    }
}

#[component]
fn ActivityLog(activity: Activity) -> impl IntoView {
    let log = Log::of(&activity);
    log.listen();
    let Activity { choices, time_zone, exportable, .. } = activity;
    let bar = bar(log, choices, time_zone, exportable);
    let busy = log.ask.pending();
    view! {
        <div class="stack activity">
            {bar}
            {move || log.failed.get().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> })}
            <Show when=move || !log.entries.with(Vec::is_empty) fallback=move || nothing(log)>
                <ol class="acts" aria-busy=move || busy.get().to_string()>
                    <For each=move || log.entries.get() key=|entry| entry.seq children=entry_row/>
                </ol>
            </Show>
            {move || log.next.get().map(|next| view! {
                <div class="cluster">
                    <Button busy on_press=move |()| log.fetch(Some(next))>"Show more"</Button>
                </div>
            })}
        </div>
    }
    .into_any()
}

fn bar(log: Log, choices: Choices, time_zone: String, exportable: bool) -> AnyView {
    let open = RwSignal::new(false);
    let count = move || log.filters.with(Filters::count);
    let words = move || match count() {
        0 => "Filter".to_owned(),
        count => format!("Filter ({count})"),
    };
    let apply = move |filters: Filters| {
        log.filters.set(filters);
        open.set(false);
        log.fetch(None);
    };
    view! {
        <div class="cluster spread">
            <div class="cluster">
                <Button icon=Glyph::Search on_press=move |()| open.set(true)>{words}</Button>
                {move || (count() > 0).then(|| view! {
                    <Button on_press=move |()| apply(Filters::default())>"Show all"</Button>
                })}
            </div>
            {exportable.then(|| view! { <ExportButton filters=log.filters/> })}
        </div>
        <ActivityFilters open now=log.filters choices time_zone on_apply=apply/>
    }
    .into_any()
}

fn nothing(log: Log) -> AnyView {
    if log.filters.with_untracked(|filters| filters.count() == 0) {
        return view! {
            <EmptyState
                icon=Glyph::Clock
                title="Nothing has happened yet"
                text="Every change that somebody makes in this workspace is listed here."
            />
        }
        .into_any();
    }
    view! { <EmptyState icon=Glyph::Search title="Nothing like that" text="No entry fits all of these filters."/> }
        .into_any()
}
