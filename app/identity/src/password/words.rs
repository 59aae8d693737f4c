//! What zxcvbn found, in our words.

use zxcvbn::feedback::{Feedback, Suggestion, Warning};

/// Why a password is weak and what would make it better.
pub fn why_weak(feedback: &Feedback) -> String {
    let reason = feedback.warning().map_or("This password is easy to guess.", reason);
    let advice = feedback.suggestions().iter().find_map(|suggestion| advice(*suggestion));
    format!("{reason} {}", advice.unwrap_or("Add another word or two; unusual ones are best."))
}

/// What to say of one that may be used.
pub const fn why_strong(score: u8) -> &'static str {
    match score {
        4 => "This one would take centuries to guess.",
        _ => "This one will do. Another word would make it even better.",
    }
}

const fn reason(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => "Keys in a row are among the first guesses.",
        Warning::ShortKeyboardPatternsAreEasyToGuess => "Short patterns on the keyboard are easy to guess.",
        Warning::RepeatsLikeAaaAreEasyToGuess => "Signs that repeat, such as aaa, are easy to guess.",
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "Something repeated, such as abcabc, is hardly better than once."
        }
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password => {
            "This is one of the first passwords that anybody tries."
        }
        Warning::ThisIsACommonPassword => "Many people use this password, so it is tried early.",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "This is close to a password that many people use.",
        Warning::SequencesLikeAbcAreEasyToGuess => "Signs in their order, such as abc or 6543, are easy to guess.",
        Warning::RecentYearsAreEasyToGuess => "Years are easy to guess.",
        Warning::AWordByItselfIsEasyToGuess => "One word alone is easy to guess.",
        Warning::DatesAreOftenEasyToGuess => "Dates are easy to guess.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            "Names are easy to guess."
        }
    }
}

/// Advice that says something the reason does not.
const fn advice(suggestion: Suggestion) -> Option<&'static str> {
    Some(match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => "Use a few words that do not belong together.",
        Suggestion::CapitalizationDoesntHelpVeryMuch | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            "Capital letters hardly help; another word does."
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => "Backwards is hardly better; another word is.",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => "Writing @ for a hardly helps; another word does.",
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "Use a few words that do not belong together.",
        Suggestion::AvoidYearsThatAreAssociatedWithYou | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => {
            "Leave out years and dates that have to do with you."
        }
        _ => return None,
    })
}
