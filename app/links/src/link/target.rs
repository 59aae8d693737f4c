//! Where a link may lead: to a web page, a mail address or a phone number, and nowhere else. One
//! rule for the browser and the server, so it needs neither's URL parser. What it gives back is
//! plain ASCII that can stand in a `Location` header as it is.

use kernel::hidden::is_hidden;
use std::fmt::Write as _;

/// The longest target, in bytes.
pub const LONGEST: usize = 2_048;

/// Why a link can't lead there, and what to write instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetProblem {
    #[error("Write or paste the address that the link opens.")]
    Empty,
    #[error("This address is too long. Use one of at most 2,048 characters.")]
    TooLong,
    #[error("This address holds a space or a hidden character. Copy it again from your browser’s address bar.")]
    Hidden,
    #[error("A link can’t run code or open a file. Use an address that starts with https://.")]
    Unsafe,
    #[error("Links can open web pages (https://), mail (mailto:) and phone numbers (tel:).")]
    Scheme,
    #[error("This address holds a user name or password. Remove everything before the @.")]
    Credentials,
    #[error("Use / instead of \\ in the address.")]
    Backslash,
    #[error("This is not a web address. Write it as example.com or https://example.com.")]
    Host,
    #[error("This name has letters that only a browser can spell out. Open the page and copy its address from there.")]
    ForeignHost,
    #[error("The port in this address must be a number from 1 to 65535.")]
    Port,
    #[error("This is not a mail address. Write it as mailto:name@example.com.")]
    Mail,
    #[error("This is not a phone number. Write it as tel:+351912345678.")]
    Phone,
}

/// The target as it is stored, or why it can't be one. Accepting it again changes nothing.
pub fn accept(text: &str) -> Result<String, TargetProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TargetProblem::Empty);
    }
    let target = match scheme(text) {
        Some(("tel", number)) => phone(number)?,
        _ if text.chars().any(is_unwelcome) => return Err(TargetProblem::Hidden),
        Some(("mailto", rest)) => mail(rest)?,
        Some((scheme @ ("http" | "https"), rest)) => web(scheme, rest.strip_prefix("//").ok_or(TargetProblem::Host)?)?,
        Some(("javascript" | "vbscript" | "data" | "file" | "blob" | "filesystem", _)) => {
            return Err(TargetProblem::Unsafe);
        }
        Some(_) => return Err(TargetProblem::Scheme),
        None if is_mail(text) => mail(text)?,
        None => web("https", text.strip_prefix("//").unwrap_or(text))?,
    };
    if target.len() > LONGEST { Err(TargetProblem::TooLong) } else { Ok(target) }
}

fn is_unwelcome(sign: char) -> bool {
    sign.is_whitespace()
        || is_hidden(sign)
        || matches!(sign, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{e0000}'..='\u{e007f}')
}

/// The scheme in lower case and what follows its colon (RFC 3986 section 3.1). `example.com:8080`
/// has none: a name with a dot before a port is a host.
fn scheme(text: &str) -> Option<(&str, &str)> {
    const KNOWN: [&str; 10] =
        ["http", "https", "mailto", "tel", "javascript", "vbscript", "data", "file", "blob", "filesystem"];
    let (before, rest) = text.split_once(':')?;
    let is_scheme = before.starts_with(|c: char| c.is_ascii_alphabetic())
        && before.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let is_port = before.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit());
    if !is_scheme || is_port {
        return None;
    }
    let known = KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(before));
    Some((known.unwrap_or("other"), rest))
}

fn web(scheme: &str, rest: &str) -> Result<String, TargetProblem> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    if authority.contains('\\') || tail.contains('\\') {
        return Err(TargetProblem::Backslash);
    }
    if authority.contains('@') {
        return Err(TargetProblem::Credentials);
    }
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (authority, None),
    };
    let mut target = format!("{scheme}://{}", host(name)?);
    if let Some(port) = port {
        let number: u16 = if port.bytes().all(|b| b.is_ascii_digit()) { port.parse().unwrap_or(0) } else { 0 };
        if number == 0 {
            return Err(TargetProblem::Port);
        }
        _ = write!(target, ":{number}");
    }
    push_encoded(&mut target, tail);
    Ok(target)
}

/// A name with at least one dot (RFC 1123 labels, and the underscore that some subdomains have),
/// or an IPv4 address in four decimal parts; in lower case.
fn host(name: &str) -> Result<String, TargetProblem> {
    if !name.is_ascii() {
        return Err(TargetProblem::ForeignHost);
    }
    let name = name.to_ascii_lowercase();
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if labels.len() < 2 || name.len() > 253 || !labels.iter().all(is_label) {
        return Err(TargetProblem::Host);
    }
    // Browsers read every name that ends in a number as an IPv4 address, "0x7f.1" too
    // (https://url.spec.whatwg.org/#ends-in-a-number-checker).
    let ends_in_number =
        labels.last().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x"));
    if ends_in_number && !is_ipv4(&labels) {
        return Err(TargetProblem::Host);
    }
    Ok(name)
}

fn is_ipv4(labels: &[&str]) -> bool {
    let is_part = |label: &&str| label.parse::<u8>().is_ok_and(|number| number.to_string() == **label);
    labels.len() == 4 && labels.iter().all(is_part)
}

fn is_mail(text: &str) -> bool {
    text.contains('@') && !text.contains(['/', '?', '#', ':', '\\'])
}

/// One address and, after `?`, what a mail may be begun with (RFC 6068).
fn mail(rest: &str) -> Result<String, TargetProblem> {
    let (address, query) = match rest.split_once('?') {
        Some((address, query)) => (address, Some(query)),
        None => (rest, None),
    };
    let (local, domain) = address.split_once('@').ok_or(TargetProblem::Mail)?;
    let is_local = (1..=64).contains(&local.len())
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!$'*+-._~".contains(&b));
    let domain = host(domain).map_err(|_| TargetProblem::Mail)?;
    if !is_local {
        return Err(TargetProblem::Mail);
    }
    let mut target = format!("mailto:{local}@{domain}");
    if let Some(query) = query {
        target.push('?');
        push_encoded(&mut target, query);
    }
    Ok(target)
}

/// Digits, maybe after a plus; what people put between them is left out (RFC 3966).
fn phone(number: &str) -> Result<String, TargetProblem> {
    let digits: String = number.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect();
    let bare = digits.strip_prefix('+').unwrap_or(&digits);
    if (3..=20).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit()) {
        Ok(format!("tel:{digits}"))
    } else {
        Err(TargetProblem::Phone)
    }
}

/// Path, query and fragment: what no URL may hold as it is, is percent-encoded; a `%` stays, so
/// that an address which is encoded already is not encoded twice.
fn push_encoded(target: &mut String, tail: &str) {
    for byte in tail.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            target.push(char::from(byte));
        } else {
            _ = write!(target, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests;
