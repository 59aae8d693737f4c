//! Addresses out of whatever people paste: one a line, a line of many, a column of a table, names
//! around them. Pure: the form shows with it what the server will make of the list.

/// More rows than this are not read at once.
pub const MOST_ROWS: usize = 200;
/// Longer lists are not looked at.
const LONGEST_LIST: usize = 64 * 1024;

/// The parts of the list that are meant to be addresses, in their order and as they were typed. A
/// part without an `@` counts as one where it has a line to itself: somebody mistyped it.
pub fn parts(list: &str) -> Vec<String> {
    let list = cut(list.strip_prefix('\u{feff}').unwrap_or(list));
    let lines = list.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.enumerate().flat_map(|(at, line)| of_line(line, at == 0)).collect()
}

fn cut(list: &str) -> &str {
    let mut end = list.len().min(LONGEST_LIST);
    while !list.is_char_boundary(end) {
        end -= 1;
    }
    &list[..end]
}

fn of_line(line: &str, first: bool) -> Vec<String> {
    let fields: Vec<&str> = fields(line).into_iter().filter(|field| !field.is_empty()).collect();
    let with_at: Vec<String> =
        fields.iter().filter(|field| field.contains('@')).flat_map(|field| addresses(field)).collect();
    match (with_at.is_empty(), first && is_header(&fields)) {
        (false, _) => with_at,
        (true, true) => Vec::new(),
        (true, false) => fields.first().map(|field| (*field).to_owned()).into_iter().collect(),
    }
}

/// What stands between commas, semicolons and tabs; not what is quoted (RFC 4180).
fn fields(line: &str) -> Vec<&str> {
    let (mut fields, mut quoted, mut start) = (Vec::new(), false, 0);
    for (at, sign) in line.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => {
                fields.push(bare(&line[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    fields.push(bare(&line[start..]));
    fields
}

fn bare(field: &str) -> &str {
    let field = field.trim();
    field.strip_prefix('"').and_then(|field| field.strip_suffix('"')).map_or(field, str::trim)
}

/// `Ada <ada@example.com>` is the address in the brackets; `a@x.com b@x.com` are two.
fn addresses(field: &str) -> Vec<String> {
    let in_brackets =
        field.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inside, _)| inside.trim());
    if let Some(address) = in_brackets.filter(|address| address.contains('@')) {
        return vec![address.to_owned()];
    }
    let words = field.split_whitespace().filter(|word| word.contains('@'));
    words.map(|word| word.trim_start_matches("mailto:").to_owned()).collect()
}

/// `Name, Email` and the like.
fn is_header(fields: &[&str]) -> bool {
    let known =
        ["email", "e-mail", "email address", "e-mail address", "mail", "address", "name", "first name", "last name"];
    fields.iter().any(|field| known.contains(&field.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_is_pasted_makes_it_panic(list in any::<String>()) {
            let _ = parts(&list);
        }

        #[test]
        fn every_address_of_a_list_is_found_once(
            names in prop::collection::vec("[a-z]{1,8}", 1..30),
            separator in prop::sample::select(vec!["\n", "\r\n", ", ", ";", " ; ", "\t", " "]),
        ) {
            let addresses: Vec<String> = names.iter().map(|name| format!("{name}@example.com")).collect();
            prop_assert_eq!(parts(&addresses.join(separator)), addresses);
        }
    }

    #[test]
    fn names_around_addresses_are_left_out() {
        let list =
            "Name;Email\nAda Lovelace <ada@example.com>, \"Bell, Bo\" <bo@example.com>\r\n\"Cy\";cy@example.com;x\n";
        assert_eq!(parts(list), ["ada@example.com", "bo@example.com", "cy@example.com"]);
        assert_eq!(parts("\u{feff}email\nmailto:ada@example.com"), ["ada@example.com"]);
    }

    #[test]
    fn a_row_that_is_no_address_is_told_and_a_header_is_not() {
        assert_eq!(
            parts("First name,E-mail\nada@example.com\nbo.example.com\n\n"),
            ["ada@example.com", "bo.example.com"]
        );
        assert_eq!(parts("ada"), ["ada"]);
        assert!(parts(" \n ; , \n").is_empty());
    }
}
