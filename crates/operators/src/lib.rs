//! The operators' door, on an address of its own: how the node is, figures for whoever watches it, and acts by programs
//! that show a token. Never on the readers' address: behind a proxy on the same machine everybody is local.
//!
//! Never in it: pages, SQL, rules of the paper, opening a transaction.

mod acts_door;
mod answers;
mod files;
mod health;
mod metrics;
mod node;
mod token;

use axum::Router;
use axum::routing::{get, post};

pub use node::Operators;

use node::Door;

/// The door as a router.
///
/// | | |
/// |---|---|
/// | `GET /health` | how the node is, as JSON: 200 if it is alive, ready and moving, else 503 |
/// | `GET /health/alive`, `/health/ready`, `/health/moving` | the same, and 200 for one of them |
/// | `GET /metrics` | OpenMetrics |
/// | `POST /acts` | one act, or a batch of them |
/// | `POST /files` | a file, which acts may name afterwards |
pub fn door(operators: Operators) -> Router {
    let door = Door { operators };
    Router::new()
        .route("/health", get(health::whole))
        .route("/health/alive", get(health::alive))
        .route("/health/ready", get(health::ready))
        .route("/health/moving", get(health::moving))
        .route("/metrics", get(metrics::metrics))
        .route("/acts", post(acts_door::acts))
        .route("/files", post(files::files))
        .fallback(answers::nothing_here)
        .method_not_allowed_fallback(answers::not_so)
        .with_state(door)
}
