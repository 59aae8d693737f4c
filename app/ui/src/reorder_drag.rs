//! Where a row would land, and how the others make room for it. Pure: heights in, shifts out.

/// The place of a row before the drag: its top from the list's top, and its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slot {
    pub top: f64,
    pub height: f64,
}

/// The index at which the row `from`, moved down by `by`, would land.
pub(crate) fn landing(slots: &[Slot], from: usize, by: f64) -> usize {
    let Some(own) = slots.get(from) else { return from };
    let (top, bottom) = (own.top + by, own.top + by + own.height);
    let middle = |slot: &Slot| slot.top + slot.height / 2.0;
    if by < 0.0 {
        slots[..from].iter().position(|slot| top < middle(slot)).unwrap_or(from)
    } else {
        let passed = slots[from + 1..].iter().take_while(|slot| bottom > middle(slot)).count();
        from + passed
    }
}

/// How far each row moves while the row `from` is held over `to`; the held row's own entry is its landing.
pub(crate) fn shifts(slots: &[Slot], from: usize, to: usize) -> Vec<f64> {
    let Some(own) = slots.get(from) else { return vec![0.0; slots.len()] };
    let gap = match (slots.first(), slots.get(1)) {
        (Some(first), Some(second)) => second.top - first.top - first.height,
        _ => 0.0,
    };
    let step = own.height + gap;
    slots
        .iter()
        .enumerate()
        .map(|(index, _)| match index {
            _ if index == from => {
                let passed = if to > from { &slots[from + 1..=to] } else { &slots[to..from] };
                let way: f64 = passed.iter().map(|slot| slot.height + gap).sum();
                if to > from { way } else { -way }
            }
            _ if index > from && index <= to => -step,
            _ if index < from && index >= to => step,
            _ => 0.0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Slot, landing, shifts};

    fn three() -> [Slot; 3] {
        [Slot { top: 0.0, height: 50.0 }, Slot { top: 60.0, height: 100.0 }, Slot { top: 170.0, height: 50.0 }]
    }

    #[test]
    fn a_row_lands_once_its_edge_passes_the_middle_of_another() {
        assert_eq!(landing(&three(), 0, 59.0), 0);
        assert_eq!(landing(&three(), 0, 61.0), 1);
        assert_eq!(landing(&three(), 0, 500.0), 2);
        assert_eq!(landing(&three(), 2, -59.0), 2);
        assert_eq!(landing(&three(), 2, -61.0), 1);
        assert_eq!(landing(&three(), 2, -500.0), 0);
    }

    #[test]
    fn the_others_close_the_gap_and_make_room() {
        assert_eq!(shifts(&three(), 0, 1), [110.0, -60.0, 0.0]);
        assert_eq!(shifts(&three(), 0, 2), [170.0, -60.0, -60.0]);
        assert_eq!(shifts(&three(), 2, 0), [60.0, 60.0, -170.0]);
        assert_eq!(shifts(&three(), 1, 1), [0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_list_that_shrank_moves_nothing() {
        assert_eq!(landing(&[], 3, 10.0), 3);
        assert_eq!(shifts(&three()[..1], 2, 0), [0.0]);
    }
}
