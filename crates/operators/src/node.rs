//! The node as operators meet it.

use std::sync::Arc;

use doors::client::Network;
use site::Site;
use supervision::{Supervisor, Troubles};
use works::Works;

/// What the operators' door is opened on. Cheap to clone.
#[derive(Clone)]
pub struct Operators {
    pub works: Works,
    pub site: Arc<Site>,
    pub supervisor: Supervisor,
    pub troubles: Troubles,
    /// Proxies whose word is taken for who asks.
    pub trusted_proxies: Arc<[Network]>,
    /// How many bytes of memory the process holds.
    pub memory: fn() -> Option<u64>,
}

/// What handlers share.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) operators: Operators,
}
