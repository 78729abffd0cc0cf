//! What a node does beside its readers, as tasks that are begun again when they die.

use std::sync::Arc;

use supervision::Task;

use crate::jobs::JobContext;
use crate::press::Press;

impl Press {
    /// All that a node does beside its readers: applies what others enter in the record, does in its time what acts have
    /// left to be done, cleans files, measures how far it is behind, and deletes what has ended.
    pub fn tasks(self: &Arc<Self>, desk: &JobContext) -> [Task; 5] {
        let (watching, cleaning, timing, measuring) = (Arc::clone(self), Arc::clone(self), Arc::clone(self), Arc::clone(self));
        let (of_cleaning, of_timing, clock) = (desk.clone(), desk.clone(), Arc::clone(&desk.clock));
        let (sweeping, of_sweeping) = (Arc::clone(self), Arc::clone(&desk.clock));
        [
            Task::new("record", move |stop| Arc::clone(&watching).keep_watch(stop)),
            Task::new("cleaning", move |stop| Arc::clone(&cleaning).keep_clean(of_cleaning.clone(), stop)),
            Task::new("jobs", move |stop| Arc::clone(&timing).keep_time(of_timing.clone(), stop)),
            Task::new("measures", move |stop| {
                Arc::clone(&measuring).keep_measuring(Arc::clone(&clock), stop)
            }),
            Task::new("sweep", move |stop| {
                Arc::clone(&sweeping).keep_swept(Arc::clone(&of_sweeping), stop)
            }),
        ]
    }
}
