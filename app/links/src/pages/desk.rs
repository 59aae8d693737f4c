//! The page on the screen: what the server confirmed, with what was asked for since on top. A
//! refusal takes only its own change back.

use super::{
    ask::{Request, ask},
    change::Change,
};
use crate::page::{LinkPage, get::get_page};
use kernel::{AppError, AppResult};
use leptos::{prelude::*, task::spawn_local};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use ui::Toasts;

/// Outlives its screen: what was asked for is sent even when the person has gone elsewhere.
#[derive(Clone)]
pub struct Desk {
    confirmed: ArcRwSignal<LinkPage>,
    pending: ArcRwSignal<Vec<Change>>,
    sending: Arc<AtomicBool>,
    toasts: Toasts,
}

impl Desk {
    pub fn new(page: LinkPage, toasts: Toasts) -> Self {
        Self {
            confirmed: ArcRwSignal::new(page),
            pending: ArcRwSignal::new(Vec::new()),
            sending: Arc::new(AtomicBool::new(false)),
            toasts,
        }
    }

    /// The page as it is shown.
    pub fn page(&self) -> LinkPage {
        self.pending.with(|pending| self.confirmed.with(|page| with_changes(page, pending)))
    }

    pub fn toasts(&self) -> Toasts {
        self.toasts
    }

    /// Shows the change now and sends it. One goes after the other, so that two moves can't
    /// overtake each other.
    pub fn ask(&self, change: Change) {
        self.pending.update(|pending| pending.push(change));
        self.send_next();
    }

    /// Takes over what the server said, unless it has said something newer.
    pub fn accept(&self, page: LinkPage) {
        if self.confirmed.with_untracked(|known| page.revision >= known.revision) {
            self.confirmed.set(page);
        }
    }

    fn send_next(&self) {
        let Some(change) = self.pending.with_untracked(|pending| pending.first().cloned()) else { return };
        if self.sending.swap(true, Ordering::Relaxed) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            let answer = ask(Request::Change(change.clone())).await;
            desk.settle(&change, answer).await;
            desk.sending.store(false, Ordering::Relaxed);
            desk.send_next();
        });
    }

    async fn settle(&self, change: &Change, answer: AppResult<LinkPage>) {
        match answer {
            Ok(page) => self.accept(page),
            Err(AppError::NotFound | AppError::Conflict(_)) => {
                self.toasts.fail(format!("{} Somebody else changed the page meanwhile.", change.refusal()));
                if let Ok(builder) = get_page().await {
                    self.accept(builder.page);
                }
            }
            // Whether it happened is not known: the reason says so by itself.
            Err(error @ AppError::Unavailable) => self.toasts.fail(reason(&error)),
            Err(error) => self.toasts.fail(format!("{} {}", change.refusal(), reason(&error))),
        }
        self.pending.update(|pending| {
            pending.remove(0);
        });
    }
}

/// The page with the changes made in order.
fn with_changes(page: &LinkPage, changes: &[Change]) -> LinkPage {
    changes.iter().fold(page.clone(), |mut page, change| {
        change.apply(&mut page);
        page
    })
}

/// Why it failed, and what to do.
pub fn reason(error: &AppError) -> String {
    match error {
        AppError::Unavailable if is_offline() => {
            "You are offline. Nothing was changed; try again when you are back.".into()
        }
        // An answer that is lost on its way leaves open whether the change was stored.
        AppError::Unavailable => {
            "We can’t be reached just now, so this may not be saved. Look at the page again in a moment.".into()
        }
        other => other.to_string(),
    }
}

/// The document knows it of the server, the browser of the network.
fn is_offline() -> bool {
    let marked = document().document_element().is_some_and(|root| root.has_attribute("data-offline"));
    marked || !window().navigator().on_line()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        link::{Link, LinkId},
        page::{LinkPageId, Removed},
    };
    use kernel::Timestamp;

    fn id(number: u8) -> LinkId {
        LinkId::generate(Timestamp::from_millis(1), [number; 10])
    }

    fn page() -> LinkPage {
        let now = Timestamp::from_millis(1);
        let mut page = LinkPage::draft(LinkPageId::generate(now, [0; 10]), "Acme", "acme", now);
        page.links = (0..3)
            .map(|n| Link {
                id: id(n),
                title: n.to_string(),
                target: "https://example.com".into(),
                shown: true,
                added_by: None,
            })
            .collect();
        page
    }

    fn titles(page: &LinkPage) -> String {
        page.links.iter().map(|link| link.title.as_str()).collect()
    }

    #[test]
    fn changes_are_shown_in_the_order_they_were_asked_for() {
        let up = Change::Move { id: id(2), before: Some(id(0)) };
        let off = Change::Remove { id: id(0) };
        assert_eq!(titles(&with_changes(&page(), &[up.clone(), off])), "21");
        assert_eq!(titles(&with_changes(&page(), &[up])), "201");
        assert_eq!(titles(&with_changes(&page(), &[])), "012");
    }

    #[test]
    fn deleting_and_undoing_before_any_answer_is_as_if_nothing_had_happened() {
        let removed = Removed { link: page().links[1].clone(), position: 1 };
        let changes = [Change::Remove { id: id(1) }, Change::Restore(removed)];
        assert_eq!(with_changes(&page(), &changes), page());
    }

    #[test]
    fn a_change_that_the_server_has_made_already_is_not_made_twice() {
        let changes = [Change::Show { id: id(1), shown: false }, Change::Move { id: id(0), before: None }];
        let once = with_changes(&page(), &changes);
        assert_eq!(with_changes(&once, &changes), once);
    }

    #[test]
    fn a_change_of_a_link_that_is_gone_shows_nothing_odd() {
        let gone = [Change::Show { id: id(9), shown: false }, Change::Move { id: id(9), before: Some(id(0)) }];
        assert_eq!(with_changes(&page(), &gone), page());
    }
}
