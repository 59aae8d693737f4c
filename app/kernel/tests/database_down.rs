//! The database goes away and comes back: we notice within seconds, refuse at once meanwhile,
//! and go on without a restart. Between us and it stands a relay that can be cut or frozen.

use bson::doc;
use kernel::{
    AppError, AppResult, Global, Index, Platform, Record, StoreError,
    database::Database,
    ports::Ports,
    testing::{Nobody, Outbox, open_database},
    transaction,
};
use serde::{Deserialize, Serialize};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::copy,
    net::{TcpListener, TcpStream},
    sync::watch,
};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Line {
    Open,
    /// Connections end and new ones are refused, as when the machine is gone.
    Cut,
    /// Connections stay and say nothing, as when the machine hangs.
    Frozen,
}

/// Relays connections to the mongod of `MONGODB_URI` while the line is open.
struct Relay {
    uri: String,
    line: watch::Sender<Line>,
    /// How many connections were cut while they were in use.
    severed: Arc<AtomicUsize>,
}

impl Relay {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let uri = format!("mongodb://{}/?directConnection=true", listener.local_addr().unwrap());
        let (line, watched) = watch::channel(Line::Open);
        let severed = Arc::new(AtomicUsize::new(0));
        let counted = severed.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, watched.clone(), counted.clone()));
            }
        });
        Self { uri, line, severed }
    }

    fn set(&self, line: Line) {
        self.line.send_replace(line);
    }
}

async fn carry(client: TcpStream, mut line: watch::Receiver<Line>, severed: Arc<AtomicUsize>) {
    let Ok(_) = line.wait_for(|line| *line != Line::Frozen).await else { return };
    if *line.borrow() == Line::Cut {
        return;
    }
    let Ok(server) = TcpStream::connect(mongod_address()).await else { return };
    let ((mut from_client, mut to_client), (mut from_server, mut to_server)) =
        (client.into_split(), server.into_split());
    let either = async {
        tokio::select! {
            _ = copy(&mut from_client, &mut to_server) => {}
            _ = copy(&mut from_server, &mut to_client) => {}
        }
    };
    tokio::pin!(either);
    loop {
        let now = *line.borrow_and_update();
        tokio::select! {
            () = &mut either, if now == Line::Open => return,
            changed = line.changed() => if changed.is_err() || *line.borrow() == Line::Cut {
                severed.fetch_add(1, Ordering::SeqCst);
                return;
            },
        }
    }
}

fn mongod_address() -> String {
    let uri = std::env::var("MONGODB_URI").unwrap();
    let hosts = uri.trim_start_matches("mongodb://").split('/').next().unwrap_or_default();
    hosts.rsplit('@').next().unwrap_or_default().split(',').next().unwrap_or_default().to_owned()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Deposit {
    #[serde(rename = "_id")]
    id: i64,
    amount: i64,
}

impl Record for Deposit {
    const COLLECTION: &'static str = "deposits";

    fn indexes() -> Vec<Index> {
        Vec::new()
    }
}

impl Global for Deposit {}

/// A platform that reaches its database through the relay, and the same database directly.
struct Ground {
    relay: Relay,
    platform: Platform,
    direct: Database,
}

impl Ground {
    async fn prepare() -> Self {
        let (relay, direct) = (Relay::start().await, open_database().await);
        let database = Database::open(&relay.uri, direct.name()).await.unwrap();
        tokio::spawn(database.clone().watch());
        let platform = platform_on(database);
        until("the database answers", Duration::from_secs(10), async || platform.database().ping().await.is_ok()).await;
        Self { relay, platform, direct }
    }

    async fn end(self) {
        self.direct.drop_everything().await.unwrap();
    }
}

fn platform_on(database: Database) -> Platform {
    let nobody = Arc::new(Nobody);
    let ports = Ports {
        sessions: nobody.clone(),
        memberships: nobody,
        mailer: Arc::new(Outbox::default()),
        permissions: Arc::default(),
        open_id: None,
    };
    Platform::new(database, ports, "http://localhost:3000")
}

async fn until(what: &str, patience: Duration, condition: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !condition().await {
        assert!(begun.elapsed() < patience, "not within {patience:?}: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn deposit(platform: &Platform, id: i64) -> Result<(), StoreError> {
    platform.platform_db().of().insert(&Deposit { id, amount: 1 }).await
}

async fn is_noticed_and_mended(line: Line) {
    let ground = Ground::prepare().await;
    let (relay, platform) = (&ground.relay, &ground.platform);
    deposit(platform, 1).await.unwrap();

    relay.set(line);
    until("the loss is noticed", Duration::from_secs(4), async || !platform.database().is_up()).await;
    let asked = Instant::now();
    assert!(matches!(deposit(platform, 2).await, Err(StoreError::Unavailable(_))));
    let read = platform.platform_db().of::<Deposit>().get("1").await;
    assert!(matches!(read, Err(StoreError::Unavailable(_))));
    assert_eq!(move_money(platform, 3).await, Err(AppError::Unavailable));
    assert!(asked.elapsed() < Duration::from_millis(100), "refused after {:?}", asked.elapsed());

    relay.set(Line::Open);
    until("the database is back", Duration::from_secs(5), async || platform.database().is_up()).await;
    deposit(platform, 2).await.unwrap();
    move_money(platform, 3).await.unwrap();
    ground.end().await;
}

/// One transaction: the deposit `id`, and the balance (deposit 0) that counts them.
async fn move_money(platform: &Platform, id: i64) -> AppResult<()> {
    transaction::run(platform.database(), |tx| {
        let db = platform.platform_db();
        Box::pin(async move {
            tx.global(&db).insert(&Deposit { id, amount: 1 }).await?;
            let one_more = doc! { "$inc": { "amount": 1_i64 } };
            tx.global::<Deposit>(&db).upsert(doc! { "_id": 0_i64 }, one_more).await?;
            Ok(())
        })
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_gone_is_noticed_and_its_return_too() {
    is_noticed_and_mended(Line::Cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_hangs_is_noticed_and_its_return_too() {
    is_noticed_and_mended(Line::Frozen).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_starts_without_a_database_finds_it_later() {
    let (relay, direct) = (Relay::start().await, open_database().await);
    relay.set(Line::Cut);
    let platform = platform_on(Database::open(&relay.uri, direct.name()).await.unwrap());
    tokio::spawn(platform.database().clone().watch());
    until("the lack is noticed", Duration::from_secs(4), async || !platform.database().is_up()).await;
    assert!(matches!(deposit(&platform, 1).await, Err(StoreError::Unavailable(_))));
    relay.set(Line::Open);
    until("the database is found", Duration::from_secs(5), async || platform.database().is_up()).await;
    deposit(&platform, 1).await.unwrap();
    direct.drop_everything().await.unwrap();
}

/// What was acknowledged is there, what was refused may be (its answer was lost), and each
/// transaction is there whole and once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flickering_line_loses_and_doubles_no_transaction() {
    let ground = Ground::prepare().await;
    let (relay, platform) = (&ground.relay, &ground.platform);
    move_money(platform, 1).await.unwrap();
    let mut acknowledged = vec![1];
    let flicker = async {
        // The driver looks for a lost server twice a second.
        for pause in (500..=800).step_by(60) {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            relay.set(Line::Cut);
            tokio::time::sleep(Duration::from_millis(5)).await;
            relay.set(Line::Open);
        }
    };
    let deposits = async {
        for id in 2.. {
            if move_money(platform, id).await.is_ok() {
                acknowledged.push(id);
            }
        }
    };
    tokio::select! {
        () = flicker => {}
        () = deposits => {}
    }
    // The last one was dropped half-way; nothing is settled before the server has ended it.
    let direct = platform_on(ground.direct.clone());
    until("the line is quiet", Duration::from_secs(10), async || move_money(&direct, -1).await.is_ok()).await;

    let all = direct.platform_db().of::<Deposit>().find(doc! {}, doc! { "_id": 1 }, 10_000).await.unwrap();
    let balance = all.iter().find(|deposit| deposit.id == 0).unwrap().amount;
    assert_eq!(i64::try_from(all.len()).unwrap() - 1, balance, "a transaction was stored in part or twice");
    let lost: Vec<_> = acknowledged.iter().filter(|id| !all.iter().any(|deposit| deposit.id == **id)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert!(relay.severed.load(Ordering::SeqCst) >= 3, "hardly a connection was cut");
    assert!(acknowledged.len() > 5, "hardly anything was tried: {acknowledged:?}");
    ground.end().await;
}
