//! Rows for a spreadsheet (RFC 4180). A cell that a spreadsheet would take for a formula begins
//! with an apostrophe, which it shows as text (ASVS 5.0, 1.2.10;
//! <https://owasp.org/www-community/attacks/CSV_Injection>).

use super::Entry;

/// Excel reads UTF-8 only after this.
const BYTE_ORDER_MARK: char = '\u{feff}';
const HEAD: [&str; 10] =
    ["Number", "Time", "Who", "What", "Record", "Record id", "Before", "After", "Network", "Device"];

/// What the file begins with.
pub fn head() -> String {
    format!("{BYTE_ORDER_MARK}{}", row(HEAD.map(str::to_owned)))
}

pub fn line(entry: Entry) -> String {
    let side = |of: fn(&super::Difference) -> Option<&String>| {
        let told = entry.changes.iter().filter_map(|change| Some(format!("{}: {}", change.field, of(change)?)));
        told.collect::<Vec<_>>().join("\n")
    };
    let (before, after) = (side(|change| change.before.as_ref()), side(|change| change.after.as_ref()));
    let number = entry.seq.to_string();
    row([
        number,
        entry.exactly,
        entry.who,
        entry.what,
        entry.label,
        entry.record,
        before,
        after,
        entry.network,
        entry.device,
    ])
}

fn row<const N: usize>(cells: [String; N]) -> String {
    let mut row = cells.map(|text| cell(&text)).join(",");
    row.push_str("\r\n");
    row
}

fn cell(text: &str) -> String {
    let inert = if looks_like_a_formula(text) { format!("'{text}") } else { text.to_owned() };
    if inert.contains([',', '"', '\r', '\n']) { format!("\"{}\"", inert.replace('"', "\"\"")) } else { inert }
}

/// Also behind apostrophes of its own: one more can be taken away again without a doubt.
fn looks_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Difference;
    use proptest::prelude::*;

    /// The cells as a spreadsheet gets them.
    fn cells(row: &str) -> Vec<String> {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut signs = row.strip_suffix("\r\n").unwrap().chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                other => cell.push(other),
            }
        }
        cells.push(cell);
        cells
    }

    /// What a program makes of a row that knows of the apostrophes.
    fn read(row: &str) -> Vec<String> {
        let bare = |cell: String| match cell.strip_prefix('\'') {
            Some(rest) if looks_like_a_formula(rest) => rest.to_owned(),
            _ => cell,
        };
        cells(row).into_iter().map(bare).collect()
    }

    proptest! {
        #[test]
        fn no_cell_is_a_formula_and_nothing_is_lost(one in any::<String>(), other in "[=+@'\"\t\r\n, a-c-]{0,8}") {
            let row = row([one.clone(), other.clone()]);
            prop_assert_eq!(read(&row), [one, other]);
            prop_assert!(cells(&row).iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{:?}", row);
        }
    }

    #[test]
    fn formulas_are_text_and_quotes_are_doubled() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+351", "'+351"),
            ("-1", "'-1"),
            ("@cmd", "'@cmd"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("'=1", "''=1"),
            ("'n Ander", "'n Ander"),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
            ("two\nlines", "\"two\nlines\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn an_entry_is_a_row_with_its_changes() {
        let change = |field: &str, before: Option<&str>, after: Option<&str>| Difference {
            field: field.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let entry = Entry {
            seq: 7,
            at: 0,
            exactly: "2026-11-22 13:04:05 UTC".into(),
            who: "=HYPERLINK(\"x\")".into(),
            what: "Link edited".into(),
            label: "Shop".into(),
            record: "lnk_1".into(),
            changes: vec![change("Title", Some("A"), Some("B")), change("Shown", None, Some("Yes"))],
            network: "203.0.113.…".into(),
            device: "Firefox on Linux".into(),
        };
        let cells = read(&line(entry));
        assert_eq!(cells.len(), HEAD.len());
        assert_eq!(
            (cells[2].as_str(), cells[6].as_str(), cells[7].as_str()),
            ("=HYPERLINK(\"x\")", "Title: A", "Title: B\nShown: Yes")
        );
        assert!(head().starts_with("\u{feff}Number,Time"));
    }
}
