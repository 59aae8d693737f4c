//! Words by mail about what concerns the safety of an account: sent to its owner whoever did it.

use crate::{email::EmailAddress, time_zone, user::User};
use kernel::{
    Platform, Tx,
    mail::{self, Mail, letter::Letter},
    transaction::TxResult,
};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Somebody signed in with a browser that the person is not known to use.
    NewDevice {
        device: String,
        place: Option<String>,
    },
    PasswordChanged,
    /// An account that had none has a password now.
    PasswordSet,
    /// The address that the account has from now on.
    EmailChanged {
        now: EmailAddress,
    },
    TotpAdded,
    TotpRemoved,
    RecoveryCodeUsed,
    PasskeyAdded,
    PasskeyRemoved,
    OpenIdLinked {
        /// `Google`.
        issuer: String,
        /// The address of the account there.
        address: EmailAddress,
    },
    OpenIdUnlinked {
        issuer: String,
        address: EmailAddress,
    },
}

/// Owes the notice to the user's address, as part of the transaction.
pub async fn enqueue(tx: &mut Tx, platform: &Platform, user: &User, notice: Notice) -> TxResult<()> {
    enqueue_to(tx, platform, user, &user.email, notice).await
}

/// As [`enqueue`], to an address that is not the user's, or no longer.
pub async fn enqueue_to(
    tx: &mut Tx,
    platform: &Platform,
    user: &User,
    address: &EmailAddress,
    notice: Notice,
) -> TxResult<()> {
    let mail = write(platform, user, address, &notice);
    mail::enqueue(tx, platform, &mail).await
}

fn write(platform: &Platform, user: &User, address: &EmailAddress, notice: &Notice) -> Mail {
    let (subject, sentence) = words(notice);
    let at = time_zone::moment(platform.now(), user.time_zone.as_deref(), user.language);
    let mut letter = Letter::new(subject).preheader(sentence.as_str()).say(sentence.as_str());
    if let Notice::NewDevice { device, place } = notice {
        letter = letter.fact("Device", device.as_str());
        letter = place.iter().fold(letter, |letter, place| letter.fact("Clock set to", place.as_str()));
    }
    let letter = letter.fact("When", at).fact("Account", user.email.as_str());
    let letter = match notice {
        Notice::EmailChanged { .. } => letter.small("If it was you, there is nothing to do."),
        _ => letter
            .say("If it was you, there is nothing to do. If not, choose a new password now: it signs out every device.")
            .button("Choose a new password", format!("{}/forgot", platform.public_url())),
    };
    letter.to(address.as_str(), format!("notice:{}:{}", user.id, hex::encode(platform.random::<8>())))
}

fn words(notice: &Notice) -> (String, String) {
    let (subject, sentence) = match notice {
        Notice::NewDevice { .. } => (
            "New sign-in to your Mewayz account",
            "Somebody signed in to your account with a browser that is new to us.",
        ),
        Notice::PasswordChanged => (
            "Your Mewayz password was changed",
            "The password of your account was changed, and other devices were signed out.",
        ),
        Notice::PasswordSet => ("Your Mewayz account has a password now", "A password was set for your account."),
        Notice::EmailChanged { now } => {
            let sentence = format!("The email address of your account is {now} from now on.");
            return ("Your Mewayz email address was changed".to_owned(), sentence);
        }
        Notice::TotpAdded => {
            ("Two-step sign-in is on", "An authenticator app was added to your account. Signing in asks for its codes.")
        }
        Notice::TotpRemoved => ("Two-step sign-in was changed", "The authenticator app was removed from your account."),
        Notice::RecoveryCodeUsed => (
            "A recovery code was used",
            "Somebody signed in to your account with one of its recovery codes. It works no second time.",
        ),
        Notice::PasskeyAdded => ("A passkey was added", "A passkey was added to your account. It signs in by itself."),
        Notice::PasskeyRemoved => ("A passkey was removed", "A passkey was removed from your account."),
        Notice::OpenIdLinked { issuer, address } => {
            let sentence = format!("Whoever signs in at {issuer} as {address} gets into your account from now on.");
            return (format!("{issuer} was linked to your account"), sentence);
        }
        Notice::OpenIdUnlinked { issuer, address } => {
            let sentence = format!("Signing in at {issuer} as {address} no longer gets into your account.");
            return (format!("{issuer} was unlinked from your account"), sentence);
        }
    };
    (subject.to_owned(), sentence.to_owned())
}
