//! Which of the encodings that we hold ready a client takes (RFC 9110, 12.5.3).

use axum::http::{HeaderMap, header};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    Brotli,
    Gzip,
    Identity,
}

impl Accepted {
    /// The best that is not refused by `q=0`.
    pub fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|line| line.to_str().ok());
        let mut best = Self::Identity;
        for entry in lines.flat_map(|line| line.split(',')) {
            let mut parts = entry.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let refused =
                parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q == 0.0)));
            match name {
                _ if refused => {}
                "br" => return Self::Brotli,
                "gzip" => best = Self::Gzip,
                _ => {}
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_before_gzip_before_nothing() {
        let of = |value: &str| Accepted::of(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, value.parse().unwrap())]));
        assert_eq!(of("gzip, deflate, br"), Accepted::Brotli);
        assert_eq!(of("gzip, br;q=0"), Accepted::Gzip);
        assert_eq!(of("gzip;q=0, *"), Accepted::Identity);
        assert_eq!(Accepted::of(&HeaderMap::new()), Accepted::Identity);
    }
}
