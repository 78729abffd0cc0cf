//! `GET /metrics`: figures of the node as OpenMetrics text.

use std::collections::BTreeMap;
use std::fmt;

use axum::extract::State;
use axum_core::body::Body;
use http::{Response, StatusCode};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::{Registry, Unit};
use works::Standing;

use crate::answers;
use crate::health::measured;
use crate::node::{Door, Operators};

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(crate) async fn metrics(State(door): State<Door>) -> Response<Body> {
    let mut registry = Registry::with_prefix("rotative");
    registry.register_collector(Box::new(Figures(door.operators.clone())));
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => answers::text_answer(StatusCode::OK, OPEN_METRICS, text),
        Err(fmt::Error) => answers::text_answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", String::new()),
    }
}

/// The figures as they are when they are asked for.
struct Figures(Operators);

impl fmt::Debug for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Figures")
    }
}

impl Collector for Figures {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut sheet = Sheet(encoder);
        self.of_record(&mut sheet)?;
        self.of_pages(&mut sheet)?;
        self.of_acts(&mut sheet)?;
        self.of_process(&mut sheet)
    }
}

impl Figures {
    fn of_record(&self, sheet: &mut Sheet<'_>) -> fmt::Result {
        let standing = self.0.works.now();
        let is_here = i64::from(matches!(standing, Standing::Here(_)));
        sheet.gauge("newsroom_here", "Whether the newsroom’s database is there: 1 or 0", is_here)?;
        let Some(measured) = measured(&standing) else { return Ok(()) };
        sheet.gauge(
            "record_behind_entries",
            "Entries of the record that this node does not show yet",
            measured.entries,
        )?;
        let behind = measured.waited as f64 / 1_000.0;
        sheet.seconds("record_behind", "How long the oldest of them has waited", behind)?;
        let jobs = [
            ("due", measured.jobs.due),
            ("late", measured.jobs.late),
            ("failing", measured.jobs.failing),
            ("given_up", measured.jobs.given_up),
            ("of_unknown_kind", measured.unknown_jobs),
        ];
        sheet.gauges("jobs", "Jobs by state", Labelled::by("state", jobs))?;
        let outside = [
            ("due", measured.outside.due),
            ("failing", measured.outside.failing),
            ("dead", measured.outside.dead),
            ("unknown", measured.outside.unknown),
        ];
        sheet.gauges(
            "outside_jobs",
            "Jobs with an effect outside, by state",
            Labelled::by("state", outside),
        )?;
        sheet.gauge(
            "renditions_waiting",
            "Changes of files that renditions wait for",
            measured.renditions,
        )
    }

    fn of_pages(&self, sheet: &mut Sheet<'_>) -> fmt::Result {
        let pages = self.0.site.figures();
        sheet.counter("pages_made", "Pages that were made", pages.made)?;
        sheet.gauge("pages_kept", "Pages that are kept", pages.kept as i64)?;
        sheet.gauge("pages_kept_bytes", "What kept pages weigh", pages.bytes as i64)?;
        sheet.gauge("pages_stale", "Pages of which an older copy is answered", pages.stale as i64)?;
        sheet.gauge(
            "pages_to_compress",
            "Pages that wait for their best compression",
            pages.to_press as i64,
        )
    }

    fn of_acts(&self, sheet: &mut Sheet<'_>) -> fmt::Result {
        let Standing::Here(newsroom) = self.0.works.now() else {
            return Ok(());
        };
        let acts = newsroom.figures();
        sheet.gauge("acts_queued", "Acts that wait for their turn", acts.queued as i64)?;
        sheet.counter("record_lock_waits", "Transactions that waited for the record’s lock", acts.waits)?;
        let waited = acts.waited.as_secs_f64();
        sheet.seconds_in_all("record_lock_waited", "How long they waited, all together", waited)
    }

    fn of_process(&self, sheet: &mut Sheet<'_>) -> fmt::Result {
        if let Some(bytes) = (self.0.memory)() {
            sheet.gauge("memory_resident_bytes", "Memory that the process holds", bytes as i64)?;
        }
        let tasks = self.0.supervisor.seen();
        let deaths = tasks.iter().map(|task| (task.name, task.deaths as i64));
        let help = "How often each task died since the process began";
        sheet.gauges("task_deaths", help, Labelled::by("task", deaths))?;
        let mut broken: BTreeMap<&str, i64> = BTreeMap::new();
        for trouble in self.0.troubles.now() {
            *broken.entry(trouble.code).or_default() += 1;
        }
        sheet.gauges("broken", "What is broken now, by code", Labelled::by("code", broken))
    }
}

/// The text that is written.
struct Sheet<'a>(DescriptorEncoder<'a>);

/// Figures that differ in one label.
struct Labelled<'a> {
    label: &'static str,
    values: Vec<(&'a str, i64)>,
}

impl<'a> Labelled<'a> {
    fn by(label: &'static str, values: impl IntoIterator<Item = (&'a str, i64)>) -> Self {
        Self {
            label,
            values: values.into_iter().collect(),
        }
    }
}

impl Sheet<'_> {
    fn gauge(&mut self, name: &str, help: &str, value: i64) -> fmt::Result {
        let gauge = ConstGauge::new(value);
        gauge.encode(self.0.encode_descriptor(name, help, None, gauge.metric_type())?)
    }

    fn seconds(&mut self, name: &str, help: &str, value: f64) -> fmt::Result {
        let gauge = ConstGauge::new(value);
        gauge.encode(self.0.encode_descriptor(name, help, Some(&Unit::Seconds), gauge.metric_type())?)
    }

    fn counter(&mut self, name: &str, help: &str, value: u64) -> fmt::Result {
        let counter = ConstCounter::new(value);
        counter.encode(self.0.encode_descriptor(name, help, None, counter.metric_type())?)
    }

    fn seconds_in_all(&mut self, name: &str, help: &str, value: f64) -> fmt::Result {
        let counter = ConstCounter::new(value);
        counter.encode(self.0.encode_descriptor(name, help, Some(&Unit::Seconds), counter.metric_type())?)
    }

    fn gauges(&mut self, name: &str, help: &str, of: Labelled<'_>) -> fmt::Result {
        let kind = ConstGauge::new(0i64).metric_type();
        let mut family = self.0.encode_descriptor(name, help, None, kind)?;
        for (value_of, value) in of.values {
            let gauge = ConstGauge::new(value);
            gauge.encode(family.encode_family(&[(of.label, value_of)])?)?;
        }
        Ok(())
    }
}
