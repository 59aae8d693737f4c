//! Where passwords are hashed: as many at once as there are cores, few more waiting, and the
//! rest sent away, because each takes 19 MiB and tens of milliseconds.

use super::composed;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use kernel::{AppError, AppResult};
use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::Semaphore;

/// OWASP's choice for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many wait for each core; about a second of work.
const WAITING_PER_CORE: usize = 32;
/// Seconds after which one who was sent away is welcome.
const COME_BACK: u32 = 2;

/// A hash of nobody's password at the cost of everybody's: what is checked when there is no
/// such user.
pub const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$LwnFb1Dbr3UMzSbNhQyyBA$QMgc6Omfz+6UPMfexssrQwz7RLKY1Tvq6sjdLdWQPs0";

/// Hashes a bounded number of passwords at a time.
pub struct PasswordPool {
    cores: Arc<Semaphore>,
    seats: Arc<Semaphore>,
    worked: AtomicU64,
}

/// The process's pool.
pub fn pool() -> &'static PasswordPool {
    static POOL: LazyLock<PasswordPool> = LazyLock::new(|| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        PasswordPool::new(cores, cores * WAITING_PER_CORE)
    });
    &POOL
}

impl PasswordPool {
    pub fn new(cores: usize, waiting: usize) -> Self {
        Self {
            cores: Arc::new(Semaphore::new(cores)),
            seats: Arc::new(Semaphore::new(cores + waiting)),
            worked: AtomicU64::new(0),
        }
    }

    /// How many passwords it has hashed or checked.
    pub fn worked(&self) -> u64 {
        self.worked.load(Ordering::Relaxed)
    }

    /// The password's PHC string.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> AppResult<String> {
        let password = composed(password);
        self.work(move || {
            let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|error| error.to_string())
        })
        .await
    }

    /// Whether `password` is the one that `phc` was made of.
    pub async fn verify(&self, password: &str, phc: String) -> AppResult<bool> {
        let password = composed(password);
        self.work(move || {
            let hash = PasswordHash::new(&phc).map_err(|error| error.to_string())?;
            Ok(hasher()?.verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, task: impl FnOnce() -> Result<T, String> + Send + 'static) -> AppResult<T> {
        let seat = self.seats.clone().try_acquire_owned().map_err(|_| AppError::TooMany(COME_BACK))?;
        let core = self.cores.clone().acquire_owned().await.map_err(AppError::internal)?;
        self.worked.fetch_add(1, Ordering::Relaxed);
        // The permits go along: a caller who hangs up must not make room while the core works.
        let work = tokio::task::spawn_blocking(move || {
            let _held = (seat, core);
            task()
        });
        work.await.map_err(AppError::internal)?.map_err(AppError::internal)
    }
}

fn hasher() -> Result<Argon2<'static>, String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn nobodys_hash_costs_what_everybodys_does() {
        let fresh = PasswordPool::new(1, 0).hash("correct horse battery staple", [7; 16]).await.unwrap();
        let cost = |phc: &str| phc.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cost(NOBODYS), cost(&fresh));
        assert_eq!(cost(&fresh)[1..], ["argon2id", "v=19", "m=19456,t=2,p=1"].map(str::to_owned));
        assert_eq!(NOBODYS.len(), fresh.len());
    }

    #[tokio::test]
    async fn two_spellings_of_the_same_signs_are_one_password() {
        let pool = PasswordPool::new(1, 4);
        let phc = pool.hash("caf\u{e9} au lait", [1; 16]).await.unwrap();
        assert!(pool.verify("cafe\u{301} au lait", phc.clone()).await.unwrap());
        assert!(!pool.verify("cafe au lait", phc.clone()).await.unwrap());
        assert!(!pool.verify("caf\u{e9} au lait ", phc).await.unwrap());
    }

    #[tokio::test]
    async fn no_end_of_a_long_password_is_cut_off() {
        let pool = PasswordPool::new(1, 4);
        let long = "x".repeat(127);
        let phc = pool.hash(&format!("{long}a"), [1; 16]).await.unwrap();
        assert!(!pool.verify(&format!("{long}b"), phc).await.unwrap());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_full_pool_sends_people_away_instead_of_piling_them_up() {
        let pool = Arc::new(PasswordPool::new(1, 1));
        let (let_go, wait) = std::sync::mpsc::channel::<()>();
        let held = tokio::spawn({
            let pool = pool.clone();
            async move { pool.work(move || wait.recv().map_err(|error| error.to_string())).await }
        });
        while pool.worked() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let second = tokio::spawn({
            let pool = pool.clone();
            async move { pool.work(|| Ok(())).await }
        });
        while pool.seats.available_permits() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(pool.work(|| Ok(())).await, Err(AppError::TooMany(COME_BACK)));
        let_go.send(()).unwrap();
        assert_eq!((held.await.unwrap(), second.await.unwrap()), (Ok(()), Ok(())));
    }
}
