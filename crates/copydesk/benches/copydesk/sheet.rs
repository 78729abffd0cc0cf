//! What was measured, against its bounds.

use std::process::ExitCode;
use std::time::Duration;

/// The table, line by line as it is measured.
#[derive(Default)]
pub(crate) struct Sheet {
    missed: usize,
}

impl Sheet {
    pub(crate) fn at_most(&mut self, what: &str, measured: Duration, bound: Duration) {
        let (measured_ms, bound_ms) = (measured.as_secs_f64() * 1_000.0, bound.as_secs_f64() * 1_000.0);
        self.say(what, &format!("{measured_ms:.2} ms (bound {bound_ms:.0} ms)"), measured <= bound);
    }

    pub(crate) fn at_least(&mut self, what: &str, measured: f64, bound: f64) {
        self.say(what, &format!("{measured:.2} (bound {bound:.2})"), measured >= bound);
    }

    fn say(&mut self, what: &str, measured: &str, holds: bool) {
        println!("{what}: {measured}{}", if holds { "" } else { " MISSED" });
        self.missed += usize::from(!holds);
    }

    pub(crate) fn verdict(&self) -> ExitCode {
        if self.missed == 0 {
            return ExitCode::SUCCESS;
        }
        println!("{} missed", self.missed);
        ExitCode::FAILURE
    }
}
