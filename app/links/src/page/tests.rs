use super::*;
use proptest::prelude::*;

fn id(number: u8) -> LinkId {
    LinkId::generate(Timestamp::from_millis(1), [number; 10])
}

fn link(number: u8) -> Link {
    Link {
        id: id(number),
        title: format!("Link {number}"),
        target: "https://example.com".into(),
        shown: true,
        added_by: None,
    }
}

fn page_of(count: u8) -> LinkPage {
    let id = LinkPageId::generate(Timestamp::from_millis(1), [0; 10]);
    let mut page = LinkPage::draft(id, "Acme", "acme", Timestamp::from_millis(1));
    page.links = (0..count).map(link).collect();
    page
}

fn order(page: &LinkPage) -> Vec<String> {
    page.links.iter().map(|link| link.title.clone()).collect()
}

#[test]
fn a_draft_has_the_workspaces_name_and_address() {
    let long = LinkPage::draft(page_of(0).id, &"é".repeat(90), "acme", Timestamp::from_millis(1));
    assert_eq!(long.address(), "/@acme");
    assert!(description(&long.title, &long.bio).is_ok());
}

#[test]
fn a_link_moves_before_its_new_neighbour_or_to_the_end() {
    let mut page = page_of(4);
    page.move_before(&id(3), Some(&id(1))).unwrap();
    assert_eq!(order(&page), ["Link 0", "Link 3", "Link 1", "Link 2"]);
    page.move_before(&id(0), None).unwrap();
    assert_eq!(order(&page), ["Link 3", "Link 1", "Link 2", "Link 0"]);
    page.move_before(&id(3), Some(&id(3))).unwrap();
    assert_eq!(order(&page), ["Link 3", "Link 1", "Link 2", "Link 0"]);
}

#[test]
fn an_unknown_link_or_neighbour_changes_nothing() {
    let mut page = page_of(3);
    let before = page.clone();
    assert_eq!(page.move_before(&id(9), Some(&id(0))), Err(PageProblem::NoSuchLink));
    assert_eq!(page.move_before(&id(0), Some(&id(9))), Err(PageProblem::NoSuchLink));
    assert_eq!(page.remove(&id(9)), Err(PageProblem::NoSuchLink));
    assert_eq!(page.show(&id(9), false), Err(PageProblem::NoSuchLink));
    assert_eq!(page, before);
}

#[test]
fn a_full_page_takes_no_more_links() {
    let mut page = page_of(200);
    assert_eq!(page.add(link(250)), Err(PageProblem::Full));
    page.remove(&id(0)).unwrap();
    assert_eq!(page.add(link(250)), Ok(()));
    assert_eq!(page.links.len(), MOST_LINKS);
}

proptest! {
    #[test]
    fn removing_and_restoring_is_as_if_nothing_had_happened(count in 1_u8..20, chosen in any::<prop::sample::Index>()) {
        let before = page_of(count);
        let mut page = before.clone();
        let removed = page.remove(&before.links[chosen.index(before.links.len())].id).unwrap();
        page.restore(removed.link.clone(), removed.position).unwrap();
        prop_assert_eq!(&page, &before);
        page.restore(removed.link, 0).unwrap();
        prop_assert_eq!(&page, &before);
    }

    #[test]
    fn no_row_of_moves_loses_or_doubles_a_link(moves in prop::collection::vec((0_u8..12, prop::option::of(0_u8..12)), 0..40)) {
        let mut page = page_of(10);
        for (moved, before) in moves {
            let _ = page.move_before(&id(moved), before.map(id).as_ref());
        }
        let mut titles = order(&page);
        titles.sort();
        prop_assert_eq!(titles, order(&page_of(10)));
    }
}
