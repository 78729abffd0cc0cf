//! Throttles: how often something may be tried from a network before it is not looked at for a while. What is counted stands
//! in the database under a digest of the network's address; its key lives here, and dies with the process.

use std::net::IpAddr;

use hmac::{Hmac, KeyInit as _, Mac as _};
use manuscript::{Ids, Instant};
use sha2::Sha256;
use store::throttles::{self, Counter, Window};
use store::{Broken, Snapshot};

use crate::group_commit::Ended;
use crate::unrecorded::{QueueRefused, UnrecordedQueue};

/// How often something may be tried.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// A code, by which it is counted.
    pub purpose: &'static str,
    pub most: i64,
    /// Within so many milliseconds from the first time.
    pub within: i64,
}

/// What is tried, from where and when.
#[derive(Clone, Copy, Debug)]
pub struct Tried<'a> {
    pub limit: &'a Limit,
    pub from: IpAddr,
    pub at: Instant,
}

/// Counts what is tried. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    queue: UnrecordedQueue,
    /// Thirty-two unpredictable bytes, as wide as a block of the hash.
    key: [u8; 64],
}

impl Throttle {
    /// One whose digests no other process can tell.
    pub fn new(queue: UnrecordedQueue, ids: &dyn Ids) -> Self {
        let mut key = [0; 64];
        key[..32].copy_from_slice([ids.salt(), ids.salt()].as_flattened());
        Self { queue, key }
    }

    /// When it may be tried again, if it was tried too often.
    pub async fn closed_until(&self, snapshot: &mut Snapshot, tried: &Tried<'_>) -> Result<Option<Instant>, Broken> {
        let counted = throttles::counted(snapshot, &self.counter(tried), tried.at).await?;
        let too_often = counted.filter(|counted| counted.times >= tried.limit.most);
        Ok(too_often.map(|counted| counted.ends))
    }

    /// Counts that it was tried once more.
    pub async fn count(&self, tried: &Tried<'_>) -> Result<(), QueueRefused> {
        let counter = self.counter(tried);
        let window = Window {
            now: tried.at,
            ends: Instant(tried.at.0 + tried.limit.within),
        };
        let counted = self.queue.write(move |tx| {
            let counter = counter.clone();
            Box::pin(async move {
                match throttles::count(tx, &counter, window).await {
                    Ok(()) => (Ended::Stands, ()),
                    Err(broken) => (Ended::Failed(broken), ()),
                }
            })
        });
        counted.await
    }

    fn counter(&self, tried: &Tried<'_>) -> Counter {
        let mut digest = Hmac::<Sha256>::new(&self.key.into());
        match whole(tried.from) {
            IpAddr::V4(four) => digest.update(&four.octets()),
            IpAddr::V6(six) => digest.update(&six.octets()),
        }
        Counter {
            purpose: tried.limit.purpose,
            network: digest.finalize().into_bytes().into(),
        }
    }
}

/// Whoever has one address of IPv6 has all of its last 64 bits.
fn whole(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => IpAddr::V6((six.to_bits() >> 64 << 64).into()),
        four @ IpAddr::V4(_) => four,
    }
}
