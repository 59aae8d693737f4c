use crate::audit::Choices;
use leptos::{ev::SubmitEvent, prelude::*};
use ui::{Button, ButtonKind, Dialog, Select, TextField};

/// Which entries are shown; an empty field filters nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    pub who: String,
    pub kind: String,
    pub record: String,
    pub from: String,
    pub to: String,
}

impl Filters {
    /// How many of them there are.
    pub fn count(&self) -> usize {
        [&self.who, &self.kind, &self.record, &self.from, &self.to].iter().filter(|field| !field.is_empty()).count()
    }
}

/// The filters in a dialog, which is a sheet on a phone.
#[component]
pub fn ActivityFilters(
    open: RwSignal<bool>,
    now: RwSignal<Filters>,
    choices: Choices,
    /// Where days begin.
    time_zone: String,
    #[prop(into)] on_apply: Callback<Filters>,
) -> impl IntoView {
    let (choices, time_zone) = (StoredValue::new(choices), StoredValue::new(time_zone));
    view! {
        <Dialog id="activity-filters" title="Filter" open sheet=true>
            {form(now.get_untracked(), choices.get_value(), time_zone.get_value(), on_apply)}
        </Dialog>
    }
    .into_any()
}

fn form(now: Filters, choices: Choices, time_zone: String, on_apply: Callback<Filters>) -> AnyView {
    let [who, kind, record, from, to] = [now.who, now.kind, now.record, now.from, now.to].map(RwSignal::new);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_apply.run(Filters {
            who: who.get_untracked(),
            kind: kind.get_untracked(),
            record: record.get_untracked().trim().to_owned(),
            from: from.get_untracked(),
            to: to.get_untracked(),
        });
    };
    let help = format!("Days of {}.", time_zone.replace('_', " "));
    view! {
        <form class="form" on:submit=submit>
            <Select label="Who" name="who" value=who options=with_all("Everybody", choices.people)/>
            <Select label="What" name="kind" value=kind options=with_all("Everything", choices.kinds)/>
            <TextField label="Record" name="record" value=record placeholder="lnk_…" help="The id at the end of an entry." autocomplete="off"/>
            <TextField label="From" name="from" value=from input_type="date"/>
            <TextField label="To" name="to" value=to input_type="date" help=help/>
            <Button kind=ButtonKind::Primary submit=true wide=true>"Show entries"</Button>
        </form>
    }
    .into_any()
}

fn with_all(words: &str, choices: Vec<(String, String)>) -> Vec<(String, String)> {
    [(String::new(), words.to_owned())].into_iter().chain(choices).collect()
}
