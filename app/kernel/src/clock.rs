//! Time as a parameter: verbs receive a [`Timestamp`]; only the [`Clock`] reads the machine's.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::time::Duration;

/// Milliseconds since 1970-01-01T00:00:00Z. In MongoDB a date (so that TTL indexes see it),
/// in JSON an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    pub fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    pub fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long it is from `earlier` to `self`; zero if it is not later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

#[cfg(not(feature = "ssr"))]
mod wire {
    use super::*;

    impl Serialize for Timestamp {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_i64(self.0)
        }
    }

    impl<'de> Deserialize<'de> for Timestamp {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            i64::deserialize(deserializer).map(Self)
        }
    }
}

#[cfg(feature = "ssr")]
mod wire {
    use super::*;

    impl Serialize for Timestamp {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            if serializer.is_human_readable() {
                serializer.serialize_i64(self.0)
            } else {
                bson::DateTime::from_millis(self.0).serialize(serializer)
            }
        }
    }

    impl<'de> Deserialize<'de> for Timestamp {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            if deserializer.is_human_readable() {
                i64::deserialize(deserializer).map(Self)
            } else {
                bson::DateTime::deserialize(deserializer).map(|date| Self(date.timestamp_millis()))
            }
        }
    }

    impl From<Timestamp> for bson::Bson {
        fn from(at: Timestamp) -> Self {
            bson::Bson::DateTime(bson::DateTime::from_millis(at.0))
        }
    }
}

/// Where the time comes from.
#[cfg(feature = "ssr")]
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[cfg(feature = "ssr")]
pub struct SystemClock;

#[cfg(feature = "ssr")]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_long_after_is_as_long_since(start in -1_i64 << 50..1 << 50, span in 0_u64..1 << 50) {
            let (start, span) = (Timestamp::from_millis(start), Duration::from_millis(span));
            prop_assert_eq!(start.after(span).since(start), span);
            prop_assert_eq!(start.after(span).before(span), start);
        }
    }

    #[test]
    fn a_span_backwards_is_zero() {
        let (early, late) = (Timestamp::from_millis(5), Timestamp::from_millis(9));
        assert_eq!(late.since(early), Duration::from_millis(4));
        assert_eq!(early.since(late), Duration::ZERO);
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        let end = Timestamp::from_millis(i64::MAX);
        assert_eq!(end.after(Duration::from_secs(1)), end);
        assert_eq!(Timestamp::from_millis(i64::MIN).before(Duration::MAX), Timestamp::from_millis(i64::MIN));
    }
}
