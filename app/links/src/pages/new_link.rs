//! A new link that is sent again, because the answer was lost, is the same link: the server adds
//! it once.

use crate::link::{Label, LinkId};
use kernel::Timestamp;
use leptos::prelude::window;

/// What was sent last, and the id that the link got.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent(Option<(LinkId, Label)>);

impl Sent {
    /// The id of the link to be sent now: `made` anew unless the same was sent before.
    pub fn id(&mut self, label: &Label, made: impl FnOnce() -> LinkId) -> LinkId {
        match &self.0 {
            Some((id, sent)) if sent == label => id.clone(),
            _ => {
                let id = made();
                self.0 = Some((id.clone(), label.clone()));
                id
            }
        }
    }
}

/// An id by the browser's clock and randomness. Only in the browser.
pub fn id_of_browser() -> LinkId {
    let mut random = [0; 10];
    if let Ok(crypto) = window().crypto() {
        _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    LinkId::generate(Timestamp::from_millis(js_sys::Date::now() as i64), random)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::label;

    #[test]
    fn the_same_sent_again_has_the_same_id_and_another_link_another() {
        let id = |number: u8| move || LinkId::generate(Timestamp::from_millis(1), [number; 10]);
        let (shop, blog) =
            (label("Shop", "https://example.com/shop").unwrap(), label("Blog", "https://example.com/blog").unwrap());
        let mut sent = Sent::default();
        assert_eq!(sent.id(&shop, id(1)), id(1)());
        assert_eq!(sent.id(&shop, id(2)), id(1)());
        assert_eq!(sent.id(&blog, id(3)), id(3)());
        assert_eq!(sent.id(&shop, id(4)), id(4)());
    }
}
