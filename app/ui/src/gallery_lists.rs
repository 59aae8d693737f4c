use leptos::prelude::*;

use crate::{
    Badge, Card, Cell, Column, Glyph, Menu, MenuItem, Mover, Reorder, Sort, Table, Toggle, Tone, gallery::LONG,
};

#[derive(Clone, PartialEq)]
struct Row {
    key: u32,
    title: String,
    address: &'static str,
    on: bool,
}

pub(crate) fn lists() -> AnyView {
    view! {
        <div class="stack loose">
            {sortable()}
            {table()}
            <Card title="Devices" flush=true>
                <ul class="sessions">
                    <li class="session">
                        <span class="session-text"><b>"Chrome on macOS"</b><small>"Zagreb, now"</small></span>
                        <Badge tone=Tone::Good>"This device"</Badge>
                    </li>
                    <li class="session">
                        <span class="session-text"><b>"Safari on iPhone"</b><small>"Lisbon, yesterday"</small></span>
                    </li>
                </ul>
            </Card>
        </div>
    }
    .into_any()
}

fn sortable() -> AnyView {
    let titles = ["Spring collection", "Book a workshop", "Newsletter", LONG, "النشرة البريدية 🎉"];
    let rows = titles.into_iter().zip(1_u32..).map(|(title, key)| Row {
        key,
        title: String::from(title),
        address: "https://example.com/spring",
        on: key != 3,
    });
    let items = RwSignal::new(rows.collect::<Vec<_>>());
    let moved = move |(from, to): (usize, usize)| {
        items.update(|rows| {
            let row = rows.remove(from);
            rows.insert(to, row);
        });
    };
    view! {
        <Reorder
            id="gallery-links"
            label="Links"
            items
            key=|row: &Row| row.key
            name=|row: &Row| row.title.clone()
            on_move=moved
            render=move |row, mover| line(items, row, mover)
        />
    }
    .into_any()
}

fn line(items: RwSignal<Vec<Row>>, row: Signal<Row>, mover: Mover) -> AnyView {
    let key = row.with_untracked(|row| row.key);
    let switch = move |on: bool| {
        items.update(|rows| rows.iter_mut().filter(|row| row.key == key).for_each(|row| row.on = on));
    };
    let actions = vec![
        MenuItem::press("Edit", Glyph::Edit, || ()),
        MenuItem::press("Move up", Glyph::ArrowUp, move || mover.up()),
        MenuItem::press("Move down", Glyph::ArrowDown, move || mover.down()),
        MenuItem::press("Delete", Glyph::Trash, || ()).danger().parted(),
    ];
    view! {
        <div class="link-row" class:off=move || !row.with(|row| row.on)>
            <span class="link-text">
                <b>{move || row.with(|row| row.title.clone())}</b>
                <small>{row.with_untracked(|row| row.address)}</small>
            </span>
            <span class="link-clicks">"128 clicks"</span>
            <Toggle bare=true label="Shown" checked=Signal::derive(move || row.with(|row| row.on)) on_change=switch/>
            <Menu id=format!("gallery-link-{key}") label="Actions" items=actions/>
        </div>
    }
    .into_any()
}

fn table() -> AnyView {
    let sort = RwSignal::new(Some(Sort { column: 1, descending: true }));
    let columns = vec![
        Column::new("Link").sortable(),
        Column::new("Clicks").numeric().sortable(),
        Column::new("Share").numeric(),
        Column::new("State"),
    ];
    let rows = [("Spring collection", "1,204", "61 %"), ("Book a workshop", "512", "26 %"), (LONG, "261", "13 %")];
    let rows = rows
        .into_iter()
        .map(|(title, clicks, share)| {
            view! {
                <tr>
                    <Cell>{title}</Cell>
                    <Cell label="Clicks" numeric=true>{clicks}</Cell>
                    <Cell label="Share" numeric=true>{share}</Cell>
                    <Cell label="State"><Badge tone=Tone::Good>"Shown"</Badge></Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Clicks by link" columns sort on_sort=move |order| sort.set(Some(order))>
            {rows}
        </Table>
    }
    .into_any()
}
