//! What a person types: `server serve | worker | migrate | map | seed | audit | health`.

use clap::{Parser, Subcommand};
use server::{
    Failure,
    config::{self, Config},
};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "server", about = "Mewayz: the server and its tools", after_help = config::help())]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app over HTTP, with a worker inside unless WORKER=off (what runs without a
    /// subcommand)
    #[command(after_help = config::help())]
    Serve,
    /// Run jobs only
    #[command(after_help = config::help())]
    Worker,
    /// Bring the database's indexes and data in line with this version
    #[command(after_help = config::help())]
    Migrate,
    /// Print the map of doors, screens, records and jobs (docs/map.txt)
    #[command(after_help = config::help())]
    Map,
    /// Fill the database with data to look at
    #[command(after_help = config::help())]
    Seed {
        /// A demo workspace with the public page /@demo, and the account to open it with
        #[arg(long)]
        demo: bool,
    },
    /// Look after the log of who did what
    #[command(after_help = config::help())]
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
    /// Ask the server at LISTEN_ADDR whether it lives; for container health checks
    #[command(after_help = config::help())]
    Health,
}

#[derive(Subcommand)]
enum Audit {
    /// Read every chain of entries from its beginning, and say whether it is what was written;
    /// exits with 1 when one is not
    Verify {
        /// Only the workspace at this address
        #[arg(long, value_name = "SLUG")]
        workspace: Option<String>,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Arguments::parse().command.unwrap_or(Command::Serve);
    if let Command::Map = command {
        write_out(&server::map::draw());
        return ExitCode::SUCCESS;
    }
    match Config::from_env() {
        Err(error) => complain(&error),
        Ok(config) => match run(command, config).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => complain(error.as_ref()),
        },
    }
}

async fn run(command: Command, config: Config) -> Result<(), Failure> {
    match command {
        Command::Health => return server::health::ask(config.listen).await,
        Command::Seed { demo: false } => return Err("name what to fill in: --demo".into()),
        _ => {}
    }
    server::serve::start_logging(config.environment);
    match command {
        Command::Serve => server::serve::run(config).await,
        Command::Worker => server::worker::run(config).await,
        Command::Migrate => server::migrate::run(config).await.map(|report| write_out(&report)),
        Command::Seed { .. } => server::seed::run(config).await.map(|report| write_out(&report)),
        Command::Audit { what: Audit::Verify { workspace } } => {
            server::audit::verify(config, workspace.as_deref(), |line| write_out(&line)).await
        }
        Command::Map | Command::Health => Ok(()),
    }
}

#[expect(clippy::print_stdout, reason = "this is what the person asked for")]
fn write_out(text: &str) {
    println!("{}", text.trim_end());
}

#[expect(clippy::print_stderr, reason = "the log is not there yet, or not where the person looks")]
fn complain(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("server: {error}");
    ExitCode::FAILURE
}
