//! Money is an integer of minor units and a currency, never a float.
#![deny(clippy::float_arithmetic)]

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency we trade in, with the number of its decimals
/// (<https://docs.stripe.com/currencies#zero-decimal>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Usd,
    Eur,
    Gbp,
    Jpy,
    Kwd,
    Brl,
}

impl Currency {
    pub const ALL: [Currency; 6] =
        [Currency::Usd, Currency::Eur, Currency::Gbp, Currency::Jpy, Currency::Kwd, Currency::Brl];

    pub const fn code(self) -> &'static str {
        match self {
            Currency::Usd => "USD",
            Currency::Eur => "EUR",
            Currency::Gbp => "GBP",
            Currency::Jpy => "JPY",
            Currency::Kwd => "KWD",
            Currency::Brl => "BRL",
        }
    }

    /// Digits after the decimal point: 0 for the yen, 3 for the dinar.
    pub const fn decimals(self) -> u32 {
        match self {
            Currency::Jpy => 0,
            Currency::Kwd => 3,
            _ => 2,
        }
    }
}

impl std::str::FromStr for Currency {
    type Err = MoneyError;
    fn from_str(code: &str) -> Result<Self, MoneyError> {
        Self::ALL.into_iter().find(|c| c.code() == code).ok_or(MoneyError::UnknownCurrency)
    }
}

/// An amount in minor units (cents, yen, fils).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("the amounts are in different currencies")]
    CurrenciesDiffer,
    #[error("the amount is too large")]
    Overflow,
    #[error("an amount can't be split into no parts")]
    NoParts,
    #[error("not a currency we know")]
    UnknownCurrency,
}

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    pub fn times(self, quantity: i64) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_mul(quantity).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The given share in basis points (1 % = 100), rounded half away from zero.
    pub fn share(self, basis_points: u32) -> Result<Self, MoneyError> {
        let wide = i128::from(self.minor) * i128::from(basis_points);
        let rounded = (wide.abs() + 5_000) / 10_000 * wide.signum();
        let minor = i64::try_from(rounded).map_err(|_| MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// Splits into `parts` that differ by one minor unit at most and sum to the whole; the
    /// larger parts come first.
    pub fn split(self, parts: u32) -> Result<Vec<Self>, MoneyError> {
        let count = i64::from(parts);
        if count == 0 {
            return Err(MoneyError::NoParts);
        }
        let (base, rest) = (self.minor / count, self.minor % count);
        Ok((0..count).map(|n| Self { minor: base + if n < rest.abs() { rest.signum() } else { 0 }, ..self }).collect())
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::CurrenciesDiffer) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_of_a_split_sum_to_the_whole(minor in any::<i64>(), parts in 1u32..500) {
            let whole = Money::new(minor, Currency::Usd);
            let split = whole.split(parts).unwrap();
            let sum: i128 = split.iter().map(|p| i128::from(p.minor)).sum();
            prop_assert_eq!(sum, i128::from(minor));
            let (least, most) = (split.iter().map(|p| p.minor).min(), split.iter().map(|p| p.minor).max());
            prop_assert!(most.unwrap() - least.unwrap() <= 1);
        }

        #[test]
        fn adding_and_taking_away_returns(a in -1_000_000_000i64..1_000_000_000, b in -1_000_000_000i64..1_000_000_000) {
            let (a, b) = (Money::new(a, Currency::Kwd), Money::new(b, Currency::Kwd));
            prop_assert_eq!(a.plus(b).unwrap().minus(b).unwrap(), a);
        }

        #[test]
        fn a_share_never_exceeds_the_whole(minor in any::<i64>(), points in 0u32..=10_000) {
            let whole = Money::new(minor, Currency::Jpy);
            let share = whole.share(points).unwrap();
            prop_assert!(i128::from(share.minor).abs() <= i128::from(minor).abs());
        }
    }

    #[test]
    fn the_ends_of_the_range_are_errors_and_not_wraps() {
        let most = Money::new(i64::MAX, Currency::Usd);
        assert_eq!(most.plus(Money::new(1, Currency::Usd)), Err(MoneyError::Overflow));
        assert_eq!(most.times(2), Err(MoneyError::Overflow));
        assert_eq!(most.plus(Money::new(1, Currency::Eur)), Err(MoneyError::CurrenciesDiffer));
    }

    #[test]
    fn a_share_rounds_half_away_from_zero() {
        let of = |minor| Money::new(minor, Currency::Usd).share(5_000).unwrap().minor;
        assert_eq!((of(5), of(-5), of(4)), (3, -3, 2));
    }
}
