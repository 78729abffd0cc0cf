//! Whoever shows wrong tokens again and again is not looked at for a while. Nothing of it outlives a minute.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// So many wrong tokens from one address within the time.
const MOST: u32 = 20;
const WITHIN: Duration = Duration::from_mins(1);
/// At most so many addresses are known at once; a network of them is one.
const ADDRESSES: usize = 4_096;

/// Wrong tokens by address.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    wrong: Mutex<HashMap<IpAddr, (u32, Instant)>>,
}

impl Throttle {
    /// Whether an address has shown too many wrong tokens.
    pub(crate) fn is_closed_to(&self, address: Option<IpAddr>) -> bool {
        let wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = address.and_then(|address| wrong.get(&whole(address)));
        seen.is_some_and(|(times, since)| *times >= MOST && since.elapsed() < WITHIN)
    }

    /// An address has shown a wrong token.
    pub(crate) fn note(&self, address: Option<IpAddr>) {
        let Some(address) = address.map(whole) else { return };
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= ADDRESSES {
            wrong.retain(|_, (_, since)| since.elapsed() < WITHIN);
        }
        if wrong.len() >= ADDRESSES && !wrong.contains_key(&address) {
            return;
        }
        let (times, since) = wrong.entry(address).or_insert((0, Instant::now()));
        if since.elapsed() >= WITHIN {
            (*times, *since) = (0, Instant::now());
        }
        *times += 1;
    }
}

/// Whoever has one address of IPv6 has all of its last 64 bits.
fn whole(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => IpAddr::V6((six.to_bits() >> 64 << 64).into()),
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_address_is_closed_for_a_minute_after_too_many_wrong_tokens() {
        let throttle = Throttle::default();
        let [one, beside, other] = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"].map(|text| Some(text.parse().unwrap()));
        for _ in 0..MOST {
            assert!(!throttle.is_closed_to(one));
            throttle.note(one);
        }
        assert!(throttle.is_closed_to(one) && throttle.is_closed_to(beside));
        assert!(!throttle.is_closed_to(other) && !throttle.is_closed_to(None));
        tokio::time::advance(WITHIN).await;
        assert!(!throttle.is_closed_to(one));
        throttle.note(one);
        assert!(!throttle.is_closed_to(one));
    }

    #[test]
    fn addresses_without_end_are_not_kept() {
        let throttle = Throttle::default();
        for number in 0..3 * ADDRESSES as u32 {
            throttle.note(Some(IpAddr::V4(number.into())));
        }
        assert_eq!(throttle.wrong.lock().unwrap().len(), ADDRESSES);
    }
}
