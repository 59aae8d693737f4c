use leptos::prelude::*;

use crate::icon::{Glyph, Icon};

/// A column and what its head does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    label: String,
    numeric: bool,
    sortable: bool,
}

impl Column {
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// Holds numbers: at the end of the cell.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// Its head sorts the rows.
    #[must_use]
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }
}

/// Which column the rows are in the order of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: usize,
    pub descending: bool,
}

/// Rows under a head that stays; on a phone each row is a block and its cells carry their column's name.
/// The children are `<tr>`s of `Cell`s.
#[component]
pub fn Table(
    /// What the table lists; spoken, not shown.
    #[prop(into)]
    caption: String,
    /// The columns, in order.
    columns: Vec<Column>,
    /// The order the rows are in.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// Called with the order that was asked for.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    children: Children,
) -> impl IntoView {
    let heads =
        columns.into_iter().enumerate().map(|(index, column)| head(index, column, sort, on_sort)).collect_view();
    view! {
        <div class="table-wrap">
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head(index: usize, column: Column, sort: Signal<Option<Sort>>, on_sort: Option<Callback<Sort>>) -> AnyView {
    let class = column.numeric.then_some("numeric");
    let Some(on_sort) = on_sort.filter(|_| column.sortable) else {
        return view! { <th scope="col" class=class>{column.label}</th> }.into_any();
    };
    let order = move || match sort.get() {
        Some(sort) if sort.column == index => Some(if sort.descending { "descending" } else { "ascending" }),
        _ => None,
    };
    let turn = move |_| {
        let descending = sort.get_untracked().is_some_and(|sort| sort.column == index && !sort.descending);
        on_sort.run(Sort { column: index, descending });
    };
    view! {
        <th scope="col" class=class aria-sort=order>
            <button type="button" class="sort" on:click=turn>
                {column.label}
                <Icon name=Glyph::ArrowUp small=true/>
            </button>
        </th>
    }
    .into_any()
}

/// One cell of a `Table`'s row.
#[component]
pub fn Cell(
    /// The column's name, shown before the content on a phone; none in the row's first cell.
    #[prop(optional, into)]
    label: Option<String>,
    /// Holds a number.
    #[prop(optional)]
    numeric: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <td data-label=label class=numeric.then_some("numeric")>
            {children()}
        </td>
    }
    .into_any()
}
