//! `GET /health`: whether the node is alive, ready and moving, and what is broken.

use std::time::Duration;

use axum::extract::State;
use axum_core::body::Body;
use http::{Response, StatusCode};
use press::Measures;
use serde_json::{Value, json};
use supervision::{Seen, TaskState};
use works::Standing;

use crate::answers;
use crate::node::{Door, Operators};

/// How long the shelf may take to say that it is whole.
const PATIENCE: Duration = Duration::from_secs(2);

/// How a node is, at this moment.
struct Health {
    /// Every task of the process is at work.
    is_alive: bool,
    /// Readers get the paper.
    is_ready: bool,
    /// The record, jobs and renditions go on.
    is_moving: bool,
    report: Value,
}

pub(crate) async fn whole(State(door): State<Door>) -> Response<Body> {
    let health = door.operators.health().await;
    answer(health.is_alive && health.is_ready && health.is_moving, &health)
}

pub(crate) async fn alive(State(door): State<Door>) -> Response<Body> {
    let health = door.operators.health().await;
    answer(health.is_alive, &health)
}

pub(crate) async fn ready(State(door): State<Door>) -> Response<Body> {
    let health = door.operators.health().await;
    answer(health.is_ready, &health)
}

pub(crate) async fn moving(State(door): State<Door>) -> Response<Body> {
    let health = door.operators.health().await;
    answer(health.is_moving, &health)
}

fn answer(is_so: bool, health: &Health) -> Response<Body> {
    let status = if is_so { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    answers::json_answer(status, &health.report)
}

impl Operators {
    async fn health(&self) -> Health {
        let tasks = self.supervisor.seen();
        let standing = self.works.now();
        let measured = measured(&standing);
        let is_alive = tasks.iter().all(|task| task.state == TaskState::Alive);
        let is_ready = tokio::time::timeout(PATIENCE, self.site.is_ready()).await.unwrap_or(false);
        let is_moving = is_alive && measured.is_some_and(|measured| measured.is_moving()) && self.works.newsroom().is_ok();
        let report = json!({
            "alive": is_alive,
            "ready": is_ready,
            "moving": is_moving,
            "newsroom": newsroom(&standing),
            "record": measured.map(|measured| json!({ "entries_behind": measured.entries, "behind_ms": measured.waited })),
            "jobs": measured.map(|measured| json!({
                "due": measured.jobs.due,
                "late": measured.jobs.late,
                "failing": measured.jobs.failing,
                "given_up": measured.jobs.given_up,
                "of_unknown_kinds": measured.unknown_jobs,
            })),
            "asleep": measured.and_then(|measured| measured.asleep).map(|asleep| json!({
                "why": asleep.why.as_str(),
                "since": asleep.since.rfc3339(),
            })),
            "outside_jobs": measured.map(|measured| json!({
                "due": measured.outside.due,
                "failing": measured.outside.failing,
                "dead": measured.outside.dead,
                "unknown": measured.outside.unknown,
            })),
            "renditions": measured.map(|measured| json!({ "waiting": measured.renditions, "standstill_ms": measured.renditions_stand })),
            "tasks": tasks.iter().map(task).collect::<Vec<_>>(),
            "broken": self.broken(),
        });
        Health {
            is_alive,
            is_ready,
            is_moving,
            report,
        }
    }

    fn broken(&self) -> Vec<Value> {
        let standing = self.troubles.now();
        let told = standing.iter().map(|trouble| {
            json!({
                "code": trouble.code,
                "says": trouble.says,
                "thing": trouble.thing,
                "reason": trouble.reason,
                "since_ms": trouble.since.as_millis() as u64,
                "times": trouble.times,
            })
        });
        told.collect()
    }
}

/// What was measured last of a newsroom that is there.
pub(crate) fn measured(standing: &Standing) -> Option<Measures> {
    match standing {
        Standing::Here(newsroom) => newsroom.press.measured(),
        _ => None,
    }
}

fn newsroom(standing: &Standing) -> &'static str {
    match standing {
        Standing::Opening => "opening",
        Standing::Here(newsroom) if newsroom.press.is_damaged() => "damaged",
        Standing::Here(_) => "here",
        Standing::Away(_) => "away",
    }
}

fn task(task: &Seen) -> Value {
    let state = match task.state {
        TaskState::Alive => "alive",
        TaskState::Dead => "dead",
        TaskState::GivenUp => "given_up",
    };
    json!({ "name": task.name, "state": state, "deaths": task.deaths })
}
